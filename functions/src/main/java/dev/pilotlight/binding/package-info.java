/**
 * What instances must learn after the promotion, written to parameters and secrets that they read: enter at
 * {@link dev.pilotlight.binding.Bind}.
 */
@NullMarked
package dev.pilotlight.binding;

import org.jspecify.annotations.NullMarked;
