/**
 * Benchmarks that print tables, {@code pilotlight bench NAME}. Enter at {@link dev.pilotlight.bench.Benchmarks}, which
 * lists them; each has a package and one command of its own.
 */
@NullMarked
package dev.pilotlight.bench;

import org.jspecify.annotations.NullMarked;
