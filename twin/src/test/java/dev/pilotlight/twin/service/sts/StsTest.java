package dev.pilotlight.twin.service.sts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pilotlight.twin.service.TestTwin;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

class StsTest {

    @Test
    void callersLearnTheirAccountAndTheRoleTheirKeyStandsFor() {
        StsClient client = new TestTwin(new Sts()).client(StsClient.builder(), TestTwin.WEST);
        GetCallerIdentityResponse identity = client.getCallerIdentity();
        assertThat(identity.account()).isEqualTo(TestTwin.ACCOUNT);
        assertThat(identity.arn()).isEqualTo("arn:aws:sts::111111111111:assumed-role/tester/twin");
    }
}
