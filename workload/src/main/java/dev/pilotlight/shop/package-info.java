/**
 * The sample application that Pilot Light moves between Regions: a small shop that takes and lists orders, kept in
 * PostgreSQL. It knows nothing of failovers; it only asks again where its database is whenever it opens a connection.
 * Enter at {@link dev.pilotlight.shop.Shop}.
 */
@NullMarked
package dev.pilotlight.shop;

import org.jspecify.annotations.NullMarked;
