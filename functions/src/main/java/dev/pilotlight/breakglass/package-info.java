/**
 * What a person types when nothing of this software can be used any more: literal commands of the AWS CLI, made from
 * the plan alone. Enter at {@link dev.pilotlight.breakglass.Breakglass}.
 */
@NullMarked
package dev.pilotlight.breakglass;

import org.jspecify.annotations.NullMarked;
