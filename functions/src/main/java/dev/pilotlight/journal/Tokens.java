package dev.pilotlight.journal;

import dev.pilotlight.plan.Digests;
import java.nio.charset.StandardCharsets;

/** Tokens for transactions: equal for equal writes, at most the 36 characters that DynamoDB takes. */
public final class Tokens {
    private static final int LENGTH = 36;

    private Tokens() {}

    /** Entries hold everything that differs between two transactions of a journal. */
    static String of(Entry entry) {
        return entry.hash().substring(0, LENGTH);
    }

    /** For a transaction that writes one item, which holds everything that differs. */
    public static String of(JournalTable.Item item) {
        return Digests.sha256(item.toString().getBytes(StandardCharsets.UTF_8)).substring(0, LENGTH);
    }
}
