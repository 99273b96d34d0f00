/**
 * What visitors see: one request to a site of the plan, and whether its answer is the expected one. Enter at
 * {@link dev.pilotlight.site.CheckSite}; requests go through {@link dev.pilotlight.site.Web}.
 */
@NullMarked
package dev.pilotlight.site;

import org.jspecify.annotations.NullMarked;
