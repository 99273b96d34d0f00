/**
 * {@code pilotlight demo}: a real failover on this machine, told as it happens. Enter at
 * {@link dev.pilotlight.cli.demo.DemoCommand}; {@link dev.pilotlight.cli.demo.Shoppers} measure what a visitor saw.
 */
@NullMarked
package dev.pilotlight.cli.demo;

import org.jspecify.annotations.NullMarked;
