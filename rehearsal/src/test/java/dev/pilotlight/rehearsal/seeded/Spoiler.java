package dev.pilotlight.rehearsal.seeded;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.pilotlight.aws.AwsClients;
import dev.pilotlight.aws.Surroundings;
import dev.pilotlight.plan.PlanReader;
import dev.pilotlight.rehearsal.Rigging;
import dev.pilotlight.twin.service.lambda.Handler;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Ways to spoil one function without touching its code. */
final class Spoiler {
    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String DONE = "{\"outcome\":\"done\",\"evidence\":{}}";

    private Spoiler() {}

    /** Changes what one function is asked. */
    static Rigging.Wrapping asked(String function, Consumer<ObjectNode> change) {
        return only(function, (surroundings, shipped) -> (event, answer) -> {
            ObjectNode request = (ObjectNode) JSON.readTree(event);
            if (!isWarming(request)) {
                change.accept(request);
            }
            shipped.handle(stream(request), answer);
        });
    }

    /** Changes the plan that one function sees, and its digest with it. */
    static Rigging.Wrapping planned(String function, Consumer<ObjectNode> change) {
        return asked(function, request -> {
            ObjectNode plan = (ObjectNode) request.path("plan");
            change.accept(plan);
            ((ObjectNode) request.path("run"))
                    .put("planDigest", PlanReader.read(plan).digest());
        });
    }

    /** Changes what one function answers. */
    static Rigging.Wrapping answering(String function, UnaryOperator<ObjectNode> change) {
        return only(function, (surroundings, shipped) -> (event, answer) -> {
            byte[] request = event.readAllBytes();
            ByteArrayOutputStream given = new ByteArrayOutputStream();
            shipped.handle(new ByteArrayInputStream(request), given);
            ObjectNode was = (ObjectNode) JSON.readTree(given.toByteArray());
            ObjectNode changed = isWarming((ObjectNode) JSON.readTree(request)) ? was : change.apply(was);
            answer.write(changed.toString().getBytes(StandardCharsets.UTF_8));
        });
    }

    /** Says done, and does nothing. */
    static Rigging.Wrapping idle(String function) {
        return only(
                function,
                (surroundings, shipped) -> (event, answer) -> answer.write(DONE.getBytes(StandardCharsets.UTF_8)));
    }

    /** Says done when the function fails. */
    static Rigging.Wrapping swallowing(String function) {
        return only(function, (surroundings, shipped) -> (event, answer) -> {
            ByteArrayOutputStream given = new ByteArrayOutputStream();
            try {
                shipped.handle(event, given);
                answer.write(given.toByteArray());
            } catch (RuntimeException swallowed) {
                answer.write(DONE.getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    /** Does something with the clients before or after the function does its work. */
    static Rigging.Wrapping besides(String function, boolean before, Aside aside) {
        return only(function, (surroundings, shipped) -> (event, answer) -> {
            byte[] request = event.readAllBytes();
            boolean warming = isWarming((ObjectNode) JSON.readTree(request));
            if (before && !warming) {
                aside.with(surroundings.clients());
            }
            shipped.handle(new ByteArrayInputStream(request), answer);
            if (!before && !warming) {
                aside.with(surroundings.clients());
            }
        });
    }

    /** Builds the function on other clients. */
    static Rigging.Wrapping onClients(String function, Constructor constructor, UnaryOperator<AwsClients> change) {
        return in(
                function,
                constructor,
                surroundings -> new Surroundings(
                        surroundings.clock(),
                        surroundings.nanoTime(),
                        surroundings.nonces(),
                        change.apply(surroundings.clients()),
                        surroundings.sites(),
                        surroundings.settings()));
    }

    /** Builds the function so that its calls cannot be told apart. */
    static Rigging.Wrapping nameless(String function, Constructor constructor) {
        return in(
                function,
                constructor,
                surroundings -> new Surroundings(
                        surroundings.clock(),
                        surroundings.nanoTime(),
                        () -> "any call",
                        surroundings.clients(),
                        surroundings.sites(),
                        surroundings.settings()));
    }

    private static Rigging.Wrapping in(String function, Constructor constructor, UnaryOperator<Surroundings> change) {
        return only(function, (surroundings, shipped) -> constructor.with(change.apply(surroundings)));
    }

    /** Puts something else in one function's place. */
    static Rigging.Wrapping only(String function, Replacement replacement) {
        return (name, surroundings, handler) -> name.equals(function) ? replacement.of(surroundings, handler) : handler;
    }

    /** One spoiling after another. */
    static Rigging.Wrapping both(Rigging.Wrapping first, Rigging.Wrapping second) {
        return (name, surroundings, handler) ->
                second.around(name, surroundings, first.around(name, surroundings, handler));
    }

    /**
     * Clients of which one is spoilt.
     *
     * @param getter its name in {@link AwsClients}
     * @param interference sees each call of it
     */
    static <C> UnaryOperator<AwsClients> spoilt(String getter, Class<C> type, Interference<C> interference) {
        return real -> proxy(AwsClients.class, (method, arguments) -> {
            Object client = method.invoke(real, arguments);
            if (!method.getName().equals(getter)) {
                return client;
            }
            C whole = type.cast(client);
            return proxy(
                    type,
                    (called, given) ->
                            interference.on(whole, called.getName(), given, () -> called.invoke(whole, given)));
        });
    }

    private static <T> T proxy(Class<T> type, Calls calls) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return calls.made(method, arguments == null ? new Object[0] : arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    static ByteArrayInputStream stream(ObjectNode request) {
        return new ByteArrayInputStream(request.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isWarming(ObjectNode request) {
        return request.path("warm").asBoolean(false);
    }

    interface Replacement {
        Handler of(Surroundings surroundings, Handler shipped);
    }

    interface Constructor {
        Handler with(Surroundings surroundings);
    }

    interface Aside {
        void with(AwsClients clients) throws IOException;
    }

    interface Interference<C> {
        Object on(C client, String method, Object[] arguments, Proceed proceed) throws Exception;
    }

    interface Proceed {
        Object call() throws Exception;
    }

    private interface Calls {
        Object made(Method method, Object[] arguments) throws Exception;
    }
}
