/** The demo as a person runs it: a process of its own, real servers, real signals. */
@NullMarked
package dev.pilotlight.cli.demo;

import org.jspecify.annotations.NullMarked;
