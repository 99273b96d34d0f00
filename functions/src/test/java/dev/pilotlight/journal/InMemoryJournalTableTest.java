package dev.pilotlight.journal;

class InMemoryJournalTableTest extends JournalTableContract {
    @Override
    JournalTable table() {
        return new InMemoryJournalTable();
    }
}
