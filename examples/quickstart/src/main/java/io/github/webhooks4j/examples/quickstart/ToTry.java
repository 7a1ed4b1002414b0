package io.github.webhooks4j.examples.quickstart;

import java.io.PrintStream;
import java.net.URI;

/** Requests to send by hand, signed with openssl. */
final class ToTry {
    private ToTry() {}

    static void print(PrintStream out, URI webhooks) {
        out.printf("""

                Up at %1$s until you stop it. To try, in a shell:

                # GitHub: answered 200; the second time too, but handled once. Change BODY after signing: 401.
                BODY='{"ref":"refs/heads/main","repository":{"name":"mine"},"commits":[{"id":"1","message":"try"}]}'
                SIGNATURE=$(printf '%%s' "$BODY" | openssl dgst -sha256 -hmac "%2$s" | sed 's/.* //')
                curl -i %1$s/github -H "X-Hub-Signature-256: sha256=$SIGNATURE" \\
                  -H 'X-GitHub-Event: push' -H 'X-GitHub-Delivery: try-1' -H 'Content-Type: application/json' \\
                  --data-binary "$BODY"

                # Stripe: the time is signed too, and must be within five minutes.
                NOW=$(date +%%s); BODY='{"id":"evt_'$NOW'","type":"customer.created"}'
                SIGNATURE=$(printf '%%s' "$NOW.$BODY" | openssl dgst -sha256 -hmac '%3$s' | sed 's/.* //')
                curl -i %1$s/stripe -H "Stripe-Signature: t=$NOW,v1=$SIGNATURE" --data-binary "$BODY"

                # A payment that the bank knows, and one that it does not.
                curl -i '%1$s/payments?id=1001'
                curl -i '%1$s/payments?id=9999'

                # Not allowed, not known.
                curl -i -X DELETE %1$s/github
                curl -i -d '' %1$s/nobody
                %n""", webhooks, Sources.GITHUB.reveal(), Sources.STRIPE.reveal());
        out.flush();
    }
}
