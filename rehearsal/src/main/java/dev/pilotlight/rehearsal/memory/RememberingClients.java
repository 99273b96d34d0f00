package dev.pilotlight.rehearsal.memory;

import dev.pilotlight.aws.AwsClients;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * The SDK's clients with a memory: whatever the SDK has made of a request, or of an answer, it made of equal ones
 * before, so the second time neither is marshalled, signed or parsed again. Every call still goes to the twin at its
 * own moment. Serves any number of twins in virtual time, side by side.
 */
public final class RememberingClients {
    private final AwsClients real;
    private final ConcurrentMap<String, Object> clients = new ConcurrentHashMap<>();

    private RememberingClients(AwsClients real) {
        this.real = real;
    }

    /**
     * Clients with a memory.
     *
     * @param real makes the SDK's own clients over an HTTP client
     */
    public static AwsClients over(Function<SdkHttpClient, AwsClients> real) {
        RememberingClients clients = new RememberingClients(real.apply(Carriage.client()));
        return (AwsClients) Proxy.newProxyInstance(
                AwsClients.class.getClassLoader(),
                new Class<?>[] {AwsClients.class},
                (proxy, getter, arguments) -> clients.client(getter, arguments));
    }

    private Object client(Method getter, Object @Nullable [] arguments) {
        return clients.computeIfAbsent(
                getter.getName() + Arrays.toString(arguments), key -> remembering(getter, arguments));
    }

    private Object remembering(Method getter, Object @Nullable [] arguments) {
        try {
            Object client = getter.invoke(real, arguments);
            if (!(client instanceof SdkClient remembered)) {
                // Calls that are written by hand cost nothing that is worth remembering.
                return client;
            }
            Class<?> type = getter.getReturnType();
            return Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, new RememberingClient(remembered));
        } catch (IllegalAccessException | InvocationTargetException failure) {
            throw new IllegalStateException("there is no client " + getter.getName(), failure);
        }
    }
}
