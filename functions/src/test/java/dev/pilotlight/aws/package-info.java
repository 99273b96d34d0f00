/** Tests of the way in and out. {@link dev.pilotlight.aws.ScriptedHttp} stands behind the real SDK. */
@NullMarked
package dev.pilotlight.aws;

import org.jspecify.annotations.NullMarked;
