/** Tests of the journal. {@link dev.pilotlight.journal.InMemoryJournalTable} is the table for everybody's tests. */
@NullMarked
package dev.pilotlight.journal;

import org.jspecify.annotations.NullMarked;
