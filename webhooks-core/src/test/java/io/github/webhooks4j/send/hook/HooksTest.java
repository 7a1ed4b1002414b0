package io.github.webhooks4j.send.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.webhooks4j.memory.InMemorySendStore;
import io.github.webhooks4j.observe.Notice;
import io.github.webhooks4j.send.StoredEvent;
import io.github.webhooks4j.send.Webhooks;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HooksTest {
    private final List<Notice.EventPublished> published = new ArrayList<>();
    private final Webhooks webhooks = Webhooks.builder(InMemorySendStore.create())
            .eventTypes("order.paid", "order.export")
            .listener(notice -> published.add((Notice.EventPublished) notice))
            .build();
    private final Hooks hooks = Hooks.of(webhooks);

    @AfterEach
    void close() {
        webhooks.close();
    }

    private StoredEvent only() {
        assertThat(published).hasSize(1);
        return webhooks.deliveries().event(published.get(0).event()).orElseThrow();
    }

    interface Orders {
        @Hook("order.paid")
        Object pay(@Owner Object tenant, Object order) throws IOException;

        @Hook(value = "order.paid", owner = "fixed")
        default Map<String, Integer> twice(int amount) {
            return Map.of("amount", 2 * amount);
        }

        String plain(String text);
    }

    private static class RealOrders implements Orders {
        @Override
        public Object pay(Object tenant, Object order) throws IOException {
            if (order instanceof IOException e) {
                throw e;
            }
            return order;
        }

        @Override
        public String plain(String text) {
            return text;
        }
    }

    @Test
    void what_a_method_returns_is_published_for_its_owner_and_returned() throws IOException {
        Orders orders = hooks.wrap(Orders.class, new RealOrders());
        Map<String, Integer> order = Map.of("total", 12);

        assertThat(orders.pay(17, order)).isSameAs(order);

        assertThat(only().owner()).isEqualTo("17");
        assertThat(only().type()).isEqualTo("order.paid");
        assertThat(only().payload()).asString().isEqualTo("{\"total\":12}");
    }

    @Test
    void nothing_an_empty_optional_and_an_exception_publish_nothing() throws IOException {
        Orders orders = hooks.wrap(Orders.class, new RealOrders());
        IOException checked = new IOException("no");

        assertThat(orders.pay("acme", null)).isNull();
        assertThat(orders.pay("acme", Optional.empty())).isEqualTo(Optional.empty());
        assertThatThrownBy(() -> orders.pay("acme", checked)).isSameAs(checked);
        assertThat(orders.plain("text")).isEqualTo("text");

        assertThat(published).isEmpty();
    }

    @Test
    void what_is_in_an_optional_is_the_payload() throws IOException {
        assertThat(hooks.wrap(Orders.class, new RealOrders()).pay("acme", Optional.of("in it")))
                .isEqualTo(Optional.of("in it"));

        assertThat(only().payload()).asString().isEqualTo("\"in it\"");
    }

    @Test
    void a_null_owner_is_refused_before_the_method_runs() {
        List<Object> ran = new ArrayList<>();
        Orders orders = hooks.wrap(Orders.class, new RealOrders() {
            @Override
            public Object pay(Object tenant, Object order) {
                return ran.add(order);
            }
        });

        assertThatIllegalArgumentException()
                .isThrownBy(() -> orders.pay(null, "private"))
                .withMessageContaining("Orders.pay")
                .withMessageNotContaining("private");
        assertThat(ran).isEmpty();
    }

    @Test
    void a_default_method_with_a_fixed_owner_is_published() {
        assertThat(hooks.wrap(Orders.class, new RealOrders()).twice(4)).isEqualTo(Map.of("amount", 8));

        assertThat(only().owner()).isEqualTo("fixed");
    }

    interface Unowned {
        @Hook("order.paid")
        String pay(String order);
    }

    @Test
    void an_owner_function_is_asked_for_methods_that_name_none() {
        Hooks asking = hooks.ownersFrom(call -> call.method().getName() + call.arguments());

        asking.wrap(Unowned.class, order -> order).pay("a");

        assertThat(only().owner()).isEqualTo("pay[a]");
    }

    @Test
    void what_an_owner_function_throws_ends_the_call_before_the_method_runs() {
        SecurityException nobody = new SecurityException("nobody is logged in");
        List<String> ran = new ArrayList<>();
        Unowned unowned = hooks.ownersFrom(call -> {
                    throw nobody;
                })
                .wrap(Unowned.class, order -> {
                    ran.add(order);
                    return order;
                });

        assertThatThrownBy(() -> unowned.pay("a")).isSameAs(nobody);
        assertThat(ran).isEmpty();
    }

    @Test
    void the_default_owner_serves_methods_that_name_none() {
        Webhooks single = Webhooks.builder(InMemorySendStore.create())
                .eventTypes("order.paid")
                .defaultOwner("only")
                .listener(notice -> published.add((Notice.EventPublished) notice))
                .build();

        Hooks.of(single).wrap(Unowned.class, order -> order).pay("a");

        assertThat(published).extracting(Notice.EventPublished::owner).containsExactly("only");
    }

    interface Wrong {
        @Hook("order.piad")
        String unknown(@Owner String owner);

        @Hook(value = "order.paid", owner = "x")
        void nothing();

        @Hook(value = "order.paid", owner = "x")
        CompletableFuture<String> later();

        @Hook(value = "order.paid", owner = "x")
        Future<String> laterStill();

        @Hook("order.paid")
        String unowned();

        @Hook(value = "order.paid", owner = "x")
        String twoWays(@Owner String owner);

        @Hook("order.paid")
        String twoOwners(@Owner String one, @Owner String other);

        @Hook(value = "order.export", owner = "x")
        byte[] bytes();

        @Hook(value = "order.export", owner = "x")
        Optional<byte[]> maybeBytes();

        @Hook(value = "order.export", owner = "x", contentType = "text/csv")
        String text();

        @Hook(value = "order.export", owner = "x", contentType = "csv")
        byte[] badType();

        @Hook(value = "order.paid", owner = "x")
        static String neverSeen() {
            return "";
        }
    }

    @Test
    void all_wrong_declarations_are_told_together() {
        Wrong target = (Wrong) Proxy.newProxyInstance(
                Wrong.class.getClassLoader(), new Class<?>[] {Wrong.class}, (proxy, method, arguments) -> null);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> hooks.wrap(Wrong.class, target))
                .withMessageContainingAll(
                        "Wrong.unknown cannot publish",
                        "did you mean 'order.paid'?",
                        "Wrong.nothing returns nothing",
                        "Wrong.later returns before its result is known",
                        "Wrong.laterStill returns before its result is known",
                        "Wrong.unowned cannot publish",
                        "Wrong.twoWays has a fixed owner and a parameter marked as owner",
                        "Wrong.twoOwners has 2 parameters marked as owner",
                        "Wrong.bytes returns bytes but names no contentType",
                        "Wrong.maybeBytes returns bytes but names no contentType",
                        "Wrong.text names a contentType but does not return bytes",
                        "Wrong.badType cannot publish",
                        "Wrong.neverSeen is static");
    }

    interface None {
        String plain();
    }

    private static final class AnnotatedOrders extends RealOrders {
        @Override
        @Hook("order.export")
        public String plain(String text) {
            return text;
        }

        @Override
        @Hook("order.paid")
        public Object pay(Object tenant, Object order) {
            return order;
        }
    }

    @Test
    void an_annotation_on_the_implementation_only_would_never_publish_and_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> hooks.wrap(Orders.class, new AnnotatedOrders()))
                .withMessageContaining("AnnotatedOrders.plain: @Hook is on the implementation only")
                .withMessageNotContaining("AnnotatedOrders.pay");
    }

    @Test
    void an_interface_without_hooks_and_a_class_are_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> hooks.wrap(None.class, () -> ""))
                .withMessageContaining("None has no method with @Hook");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> hooks.wrap(RealOrders.class, new RealOrders()))
                .withMessageContaining("is no interface");
    }

    interface Exports {
        @Hook(value = "order.export", owner = "acme", contentType = "text/csv")
        byte[] all();

        @Hook(value = "order.export", owner = "acme", contentType = "text/csv")
        Optional<byte[]> some();
    }

    private record FixedExports(byte[] csv) implements Exports {
        @Override
        public byte[] all() {
            return csv;
        }

        @Override
        public Optional<byte[]> some() {
            return Optional.of(csv);
        }
    }

    @Test
    void bytes_are_published_as_they_are_under_their_content_type() {
        byte[] csv = "a;b\r\n".getBytes(StandardCharsets.UTF_8);
        Exports exports = hooks.wrap(Exports.class, new FixedExports(csv));

        exports.all();
        assertThat(only().payload()).isEqualTo(csv);
        assertThat(only().contentType()).isEqualTo("text/csv");

        published.clear();
        exports.some();
        assertThat(only().payload()).isEqualTo(csv);
        assertThat(only().contentType()).isEqualTo("text/csv");
    }

    @Test
    void bytes_that_a_declaration_did_not_announce_are_not_published_under_a_wrong_name() {
        Orders orders = hooks.wrap(Orders.class, new RealOrders());

        assertThatIllegalArgumentException().isThrownBy(() -> orders.pay("acme", new byte[1]));
        assertThat(published).isEmpty();
    }

    interface Source<T> {
        T next();
    }

    interface Csv extends Source<byte[]> {
        @Override
        @Hook(value = "order.export", owner = "acme", contentType = "text/csv")
        byte[] next();
    }

    @Test
    void a_method_that_makes_a_generic_one_concrete_is_published_once_whichever_way_it_is_called() {
        Csv csv = hooks.wrap(Csv.class, () -> new byte[] {1});
        Source<byte[]> generic = csv;

        csv.next();
        assertThat(published).hasSize(1);
        generic.next();
        assertThat(published).hasSize(2);
    }

    @Test
    void a_proxy_equals_itself_and_another_of_an_equal_target_and_tells_what_its_target_tells() {
        FixedExports target = new FixedExports(new byte[0]);
        Exports proxy = hooks.wrap(Exports.class, target);
        Exports same = hooks.wrap(Exports.class, target);
        Exports other = hooks.wrap(Exports.class, new FixedExports(new byte[1]));

        assertThat(proxy.equals(proxy)).isTrue();
        assertThat(proxy).isEqualTo(same).hasSameHashCodeAs(same).hasToString(target.toString());
        assertThat(proxy).isNotEqualTo(other).isNotEqualTo("text").isNotEqualTo(null);
        assertThat(published).isEmpty();
    }

    @Test
    void an_invoker_serves_interceptors() throws Throwable {
        HookInvoker invoker = hooks.invoker(Orders.class.getMethod("pay", Object.class, Object.class));

        assertThat(invoker.invoke(new Object[] {"acme", 5}, () -> "result")).isEqualTo("result");

        assertThat(only().owner()).isEqualTo("acme");
        assertThat(only().payload()).asString().isEqualTo("\"result\"");
        assertThat(invoker).hasToString("HookInvoker[Orders.pay]");
        IOException thrown = new IOException("no");
        assertThatThrownBy(() -> invoker.invoke(new Object[] {"acme", 5}, () -> {
                    throw thrown;
                }))
                .isSameAs(thrown);
        assertThat(published).hasSize(1);
    }

    @Test
    void an_invoker_is_made_of_a_right_declaration_only() throws NoSuchMethodException {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> hooks.invoker(Orders.class.getMethod("plain", String.class)))
                .withMessageContaining("has no @Hook");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> hooks.invoker(Wrong.class.getMethod("nothing")))
                .withMessageContaining("Wrong.nothing returns nothing");
    }

    @Test
    void a_call_shows_no_argument() throws NoSuchMethodException {
        HookCall call = new HookCall(Orders.class.getMethod("plain", String.class), List.of("private"));

        assertThat(call).hasToString("HookCall[Orders.plain]");
    }
}
