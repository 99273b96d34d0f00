/**
 * S3: buckets with versions, and static websites. Enter at {@link dev.pilotlight.twin.service.s3.S3Service}, which
 * answers signed requests of the API and unsigned visitors of public objects and websites.
 */
@NullMarked
package dev.pilotlight.twin.service.s3;

import org.jspecify.annotations.NullMarked;
