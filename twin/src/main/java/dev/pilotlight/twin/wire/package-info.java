/**
 * The AWS wire protocols. A request comes in through the loopback server or the in-process client, the
 * {@link dev.pilotlight.twin.wire.Front} finds service and Region in the signature's credential scope, and an
 * {@link dev.pilotlight.twin.wire.AwsService} answers it. {@link dev.pilotlight.twin.wire.QueryService} and
 * {@link dev.pilotlight.twin.wire.JsonService} are the two families of protocols that the modelled services speak; an
 * operation or a parameter that is not modelled is answered with an error, never with an empty success.
 */
@NullMarked
package dev.pilotlight.twin.wire;

import org.jspecify.annotations.NullMarked;
