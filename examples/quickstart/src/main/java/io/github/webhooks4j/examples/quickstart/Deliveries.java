package io.github.webhooks4j.examples.quickstart;

import io.github.webhooks4j.Secret;
import io.github.webhooks4j.testkit.SignedRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What the providers send. GitHub's example goes out with the signature that is printed in its documentation;
 * schemes that sign the time are signed now, with the testkit.
 */
final class Deliveries {
    /** The body of the example in Slack's documentation. */
    private static final String SLASH_COMMAND = "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J"
            + "&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA"
            + "&user_name=roadrunner&command=%2Fwebhook-collect&text="
            + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554"
            + "%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";

    private Deliveries() {}

    /** From the page "Validating webhook deliveries": a body that is no JSON, no event type, no id. */
    static Delivery documentedExample() {
        SignedRequest request = SignedRequest.unsigned()
                .header(
                        "X-Hub-Signature-256",
                        "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17")
                .body("Hello, World!");
        return to("github", Optional.empty(), request);
    }

    static Delivery push() {
        return push(Sources.GITHUB, "72d3162e-cc78-11e3-81ab-4c9367dc0958", resource("github-push.json"));
    }

    /** The same push, signed by somebody who does not have the secret. */
    static Delivery forgedPush() {
        Secret guessed = Secret.of("what the secret might be");
        return push(guessed, "a2b1f7f0-cc78-11e3-8d1e-6e1b7e9a4f55", resource("github-push.json"));
    }

    static Delivery anotherPush() {
        String body = """
                {"ref":"refs/heads/old","repository":{"name":"Hello-World"},"commits":[{"id":"1","message":"old"}]}
                """;
        return push(Sources.GITHUB, "0b989ba4-242f-11e5-81e1-c7b6966d2516", body);
    }

    private static Delivery push(Secret secret, String id, String body) {
        SignedRequest request = SignedRequest.github(secret)
                .header("Content-Type", "application/json")
                .header("User-Agent", "GitHub-Hookshot/044aadd")
                .eventType("push")
                .id(id)
                .body(body);
        return to("github", Optional.of(id), request);
    }

    static Delivery invoicePaid() {
        SignedRequest request = SignedRequest.stripe(Sources.STRIPE)
                .header("Content-Type", "application/json; charset=utf-8")
                .body(resource("stripe-invoice-paid.json"));
        return to("stripe", Optional.of("evt_1OBQ2oLkdIwHu7ixH2yFYyzS"), request);
    }

    static Delivery slashCommand() {
        SignedRequest request = SignedRequest.slack(Sources.SLACK)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .body(SLASH_COMMAND);
        return to("slack", Optional.empty(), request);
    }

    /** Body and id of the example in the specification. */
    static Delivery standardWebhook() {
        String id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
        SignedRequest request = SignedRequest.standardWebhooks(Sources.STANDARD_WEBHOOKS)
                .header("Content-Type", "application/json")
                .id(id)
                .body("{\"test\": 2432232314}");
        return to("standard", Optional.of(id), request);
    }

    static Delivery payment(String id) {
        SignedRequest request = SignedRequest.unsigned().method("GET");
        return new Delivery("payments", Optional.of(id), request.path("/payments?id=" + id));
    }

    static Delivery parcel() {
        SignedRequest request = SignedRequest.token(Sources.WAREHOUSE_HEADER, Sources.WAREHOUSE)
                .header("Content-Type", "application/json")
                .body("{\"id\":\"parcel-17\",\"type\":\"parcel.packed\",\"order\":\"4711\"}");
        return to("warehouse", Optional.of("parcel-17"), request);
    }

    private static Delivery to(String source, Optional<String> id, SignedRequest request) {
        return new Delivery(source, id, request.path("/" + source));
    }

    private static String resource(String name) {
        try (InputStream stream = Deliveries.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("the resource " + name + " is missing");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
