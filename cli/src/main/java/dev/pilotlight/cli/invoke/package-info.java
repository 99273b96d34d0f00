/**
 * {@code pilotlight invoke}: one packaged function in a process of its own, under the client of Lambda's Java runtime,
 * with a twin as its AWS. Enter at {@link dev.pilotlight.cli.invoke.InvokeCommand}.
 */
@NullMarked
package dev.pilotlight.cli.invoke;

import org.jspecify.annotations.NullMarked;
