package io.github.webhooks4j.send.hook;

import io.github.webhooks4j.send.Event;
import io.github.webhooks4j.send.Webhooks;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an annotated method says about its events, and what is wrong with that. */
final class HookDeclaration {
    private static final byte[] NOTHING = {};

    private final Method method;
    private final Hook hook;
    private final List<Integer> ownerParameters;
    private final @Nullable OwnerFunction owners;

    HookDeclaration(Method method, Hook hook, @Nullable OwnerFunction owners) {
        this.method = method;
        this.hook = hook;
        this.owners = owners;
        Annotation[][] parameters = method.getParameterAnnotations();
        ownerParameters = IntStream.range(0, parameters.length)
                .filter(i -> Stream.of(parameters[i]).anyMatch(Owner.class::isInstance))
                .boxed()
                .toList();
    }

    /** All of it, each with the method's name. */
    List<String> faults(Webhooks webhooks) {
        List<String> faults = new ArrayList<>();
        Class<?> returned = method.getReturnType();
        if (returned == void.class || returned == Void.class) {
            faults.add("returns nothing that could be published");
        }
        if (CompletionStage.class.isAssignableFrom(returned) || Future.class.isAssignableFrom(returned)) {
            faults.add("returns before its result is known");
        }
        if (Modifier.isStatic(method.getModifiers())) {
            faults.add("is static, and nothing intercepts that");
        }
        if (returnsBytes() && hook.contentType().isEmpty()) {
            faults.add("returns bytes but names no contentType");
        }
        if (!returnsBytes() && !hook.contentType().isEmpty()) {
            faults.add("names a contentType but does not return bytes");
        }
        owners(faults);
        published(webhooks).ifPresent(faults::add);
        String name = method.getDeclaringClass().getSimpleName() + "." + method.getName();
        return faults.stream().map(fault -> name + " " + fault).toList();
    }

    /** Also in an optional. */
    private boolean returnsBytes() {
        return method.getReturnType() == byte[].class
                || (method.getGenericReturnType() instanceof ParameterizedType type
                        && type.getRawType() == Optional.class
                        && type.getActualTypeArguments()[0] == byte[].class);
    }

    private void owners(List<String> faults) {
        if (ownerParameters.size() > 1) {
            faults.add("has " + ownerParameters.size() + " parameters marked as owner");
        }
        if (!ownerParameters.isEmpty() && !hook.owner().isEmpty()) {
            faults.add("has a fixed owner and a parameter marked as owner");
        }
    }

    /** What publishing would refuse whatever is returned: an unknown type, no owner. */
    private Optional<String> published(Webhooks webhooks) {
        Event event = Event.ofBytes(hook.value(), contentType(), NOTHING);
        boolean known = !ownerParameters.isEmpty() || (hook.owner().isEmpty() && owners != null);
        Optional<String> owner = known ? Optional.of("owner") : fixedOwner();
        try {
            var unused = webhooks.prepare(owner.map(event::owner).orElse(event));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("cannot publish: " + e.getMessage());
        }
    }

    private String contentType() {
        return hook.contentType().isEmpty() ? Event.JSON : hook.contentType();
    }

    private Optional<String> fixedOwner() {
        return hook.owner().isEmpty() ? Optional.empty() : Optional.of(hook.owner());
    }

    /** Empty leaves it to the sender's default owner. */
    Optional<String> owner(HookCall call) {
        if (!ownerParameters.isEmpty()) {
            Object argument = call.arguments().get(ownerParameters.get(0));
            if (argument == null) {
                throw new IllegalArgumentException(call + " is called with a null owner");
            }
            return Optional.of(argument.toString());
        }
        if (hook.owner().isEmpty() && owners != null) {
            return Optional.of(owners.ownerOf(call));
        }
        return fixedOwner();
    }

    /**
     * What is published.
     *
     * @throws IllegalArgumentException for bytes that the declaration did not tell of: nobody knows what they are
     */
    Event event(Object payload) {
        return payload instanceof byte[] bytes && !hook.contentType().isEmpty()
                ? Event.ofBytes(hook.value(), hook.contentType(), bytes)
                : Event.of(hook.value(), payload);
    }
}
