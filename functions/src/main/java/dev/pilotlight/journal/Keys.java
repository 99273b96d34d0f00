package dev.pilotlight.journal;

import dev.pilotlight.plan.GlobalClusterId;
import dev.pilotlight.plan.PlanName;
import dev.pilotlight.step.Epoch;
import java.util.Locale;

/** The names of the table's items. Numbers have leading zeros, so that the order of names is the order of events. */
final class Keys {
    static final String APPROVALS = "APPROVAL#";
    static final String ENTRIES = "E#";

    private Keys() {}

    static String partition(PlanName plan) {
        return "PLAN#" + plan;
    }

    static JournalTable.Key lease(PlanName plan) {
        return new JournalTable.Key(partition(plan), "LEASE");
    }

    static JournalTable.Key lease(GlobalClusterId cluster) {
        return new JournalTable.Key("CLUSTER#" + cluster, "LEASE");
    }

    static JournalTable.Key outage(PlanName plan) {
        return new JournalTable.Key(partition(plan), "OUTAGE");
    }

    static JournalTable.Key approval(PlanName plan, Epoch epoch, String subject) {
        return new JournalTable.Key(
                partition(plan), APPROVALS + String.format(Locale.ROOT, "%06d#", epoch.number()) + subject);
    }

    static JournalTable.Key told(PlanName plan, Epoch epoch, String what) {
        return new JournalTable.Key(partition(plan), String.format(Locale.ROOT, "TOLD#%06d#", epoch.number()) + what);
    }

    static JournalTable.Key trafficSwitch(PlanName plan) {
        return new JournalTable.Key(partition(plan), "SWITCH");
    }

    static JournalTable.Key lastDrill(PlanName plan) {
        return new JournalTable.Key(partition(plan), "DRILL");
    }

    static JournalTable.Key entry(PlanName plan, Epoch epoch, long sequence) {
        return new JournalTable.Key(partition(plan), entriesOf(epoch) + String.format(Locale.ROOT, "%06d", sequence));
    }

    static String entriesOf(Epoch epoch) {
        return String.format(Locale.ROOT, ENTRIES + "%06d#", epoch.number());
    }
}
