package dev.pilotlight.cli.failback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pilotlight.cli.WrongInputException;
import org.junit.jupiter.api.Test;

class IacNotesTest {
    private static final String OLD =
            "{'identifier':'shop-east','arn':'arn:aws:rds:us-east-1:111111111111:cluster:shop-east',"
                    + "'resourceId':'cluster-OLD','endpoint':'shop-east.example','readerEndpoint':'shop-east-ro.example',"
                    + "'instances':[{'name':'shop-east-1','type':'db.r6g.large'}]}";

    private static JsonNode report(String events) throws Exception {
        return JsonMapper.builder()
                .build()
                .readTree(("{'plan':'shop','execution':'home-1','events':[" + events + "]}").replace('\'', '"'));
    }

    private static String before(String way) {
        return "{'kind':'failback-before','facts':{'database':'orders','globalCluster':'shop-global','way':'" + way
                + "','home':" + OLD + "}}";
    }

    @Test
    void whatWasRenamedAndWhatTookItsPlaceIsNamed() throws Exception {
        String renewed = OLD.replace("cluster-OLD", "cluster-NEW").replace("shop-east-1", "shop-east-e3-1");
        String kept = OLD.replace("shop-east", "shop-east-kept-e3");
        JsonNode report = report(before("detached")
                + ",{'kind':'intent','facts':{'act':'SNAPSHOT_CLUSTER','target':'arn:aws:rds:us-east-1:111111111111:cluster:shop-east',"
                + "'token':'shop-east-before-failback-e3'}}"
                + ",{'kind':'failback-after','facts':{'database':'orders','home':" + renewed + ",'kept':" + kept
                + "}}");

        assertThat(IacNotes.of(report))
                .contains(
                        "  same: its identifier shop-east",
                        "  changed: its resource id cluster-OLD -> cluster-NEW",
                        "  changed: its instances [shop-east-1] -> [shop-east-e3-1]",
                        "  new: the snapshot shop-east-before-failback-e3, taken before anything was changed")
                .anyMatch(line -> line.contains("cluster:shop-east-kept-e3, protected from deletion"));
    }

    @Test
    void anOldPrimaryThatRejoinedHasChangedNothing() throws Exception {
        JsonNode report = report(
                before("rejoined") + ",{'kind':'failback-after','facts':{'database':'orders','home':" + OLD + "}}");

        assertThat(IacNotes.of(report)).noneMatch(line -> line.contains("changed:") || line.contains("new:"));
    }

    @Test
    void aRunThatTurnedBackSaysSo() throws Exception {
        assertThat(IacNotes.of(report(before("detached"))))
                .contains("  the databases were not switched over; look before you change any description");
    }

    @Test
    void aReportOfSomethingElseIsRefused() {
        assertThatThrownBy(() -> IacNotes.of(report("")))
                .isInstanceOf(WrongInputException.class)
                .hasMessageContaining("none of a failback");
    }
}
