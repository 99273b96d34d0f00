/** Route 53. */
@NullMarked
package dev.pilotlight.twin.service.route53;

import org.jspecify.annotations.NullMarked;
