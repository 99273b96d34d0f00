/**
 * Time and threads of one twin. Everything that waits inside the twin waits on its
 * {@link dev.pilotlight.twin.time.Timeline}: a {@link dev.pilotlight.twin.time.VirtualTimeline} makes hours pass in
 * milliseconds and one seed give one history, a {@link dev.pilotlight.twin.time.RealTimeline} follows the clock on the
 * wall.
 */
@NullMarked
package dev.pilotlight.twin.time;

import org.jspecify.annotations.NullMarked;
