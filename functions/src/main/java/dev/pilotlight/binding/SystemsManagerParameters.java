package dev.pilotlight.binding;

import dev.pilotlight.aws.AwsErrors;
import dev.pilotlight.journal.Act;
import dev.pilotlight.journal.Permit;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** Parameters in AWS Systems Manager. An endpoint is no secret: they are plain texts. */
public final class SystemsManagerParameters implements Parameters {
    private final SsmClient ssm;

    public SystemsManagerParameters(SsmClient ssm) {
        this.ssm = ssm;
    }

    @Override
    public Optional<String> read(String name) {
        try {
            return Optional.of(
                    ssm.getParameter(get -> get.name(name)).parameter().value());
        } catch (ParameterNotFoundException none) {
            return Optional.empty();
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }

    @Override
    public void write(Permit permit, String name, String value) {
        permit.spendOn(Act.Kind.BIND_PARAMETER, name);
        try {
            ssm.putParameter(put ->
                    put.name(name).value(value).type(ParameterType.STRING).overwrite(true));
        } catch (SdkException failure) {
            throw AwsErrors.translate(failure);
        }
    }
}
