package dev.pilotlight.readiness;

import dev.pilotlight.plan.Plan;
import dev.pilotlight.plan.TrafficSwitch;
import dev.pilotlight.readiness.FailoverRecords.FailoverRecord;
import java.time.Instant;
import java.util.List;

/** No failover record is remembered by resolvers for more than a minute; an alias record never is. */
final class DnsTtlCheck implements Check {
    private static final long LONGEST = 60;

    private final FailoverRecords failoverRecords;

    DnsTtlCheck(FailoverRecords failoverRecords) {
        this.failoverRecords = failoverRecords;
    }

    @Override
    public Topic topic() {
        return Topic.DNS_TTL;
    }

    @Override
    public Finding look(Plan plan, Instant now) {
        if (plan.traffic() instanceof TrafficSwitch.NoSwitch) {
            return new Finding.Ready("the plan moves no traffic");
        }
        List<FailoverRecord> records = failoverRecords.of(plan);
        if (records.isEmpty()) {
            return new Finding.Unknown(
                    "no failover record was found in the hosted zones of the plan's sites",
                    "see yourself that visitors' names have a TTL of at most 60 s, wherever their zone is");
        }
        Tally tally = new Tally();
        for (FailoverRecord record : records) {
            String name = record.name() + (record.primary() ? " to the primary" : " to the recovery Region");
            if (record.seconds().isEmpty()) {
                tally.ready(name + " is an alias");
            } else if (record.seconds().getAsLong() <= LONGEST) {
                tally.ready(name + " for " + record.seconds().getAsLong() + " s");
            } else {
                tally.notReady(
                        name + " is remembered for " + record.seconds().getAsLong() + " s",
                        "set the record's TTL to 60 s or less");
            }
        }
        return tally.finding("");
    }
}
