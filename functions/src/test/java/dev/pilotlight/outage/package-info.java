/** Tests of announcing, confirming and answering an outage. */
@NullMarked
package dev.pilotlight.outage;

import org.jspecify.annotations.NullMarked;
