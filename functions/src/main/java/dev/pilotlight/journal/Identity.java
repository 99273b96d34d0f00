package dev.pilotlight.journal;

import dev.pilotlight.plan.AccountId;

/** Who this software is to AWS. */
public interface Identity {
    /** The account whose credentials it holds. */
    AccountId account();
}
