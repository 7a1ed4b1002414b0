package io.github.webhooks4j.send;

import io.github.webhooks4j.WebhookException;
import io.github.webhooks4j.sign.DeliverySigner;
import io.github.webhooks4j.sign.SigningStyle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Signers made ready, for the endpoints that were used last: secrets are opened again only when they have changed.
 * Thread-safe.
 */
final class Signers {
    private static final int MAX_KEPT = 10_000;

    private record Key(UUID endpoint, String style, List<SealedSecret> secrets) {}

    private final MasterKeys masterKeys;
    private final Map<String, SigningStyle> styles;
    private final Map<Key, DeliverySigner> kept = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, DeliverySigner> eldest) {
            return size() > MAX_KEPT;
        }
    };

    Signers(MasterKeys masterKeys, Map<String, SigningStyle> styles) {
        this.masterKeys = masterKeys;
        this.styles = styles;
    }

    /**
     * The signer of an endpoint. Opening secrets may ask a vault, outside of any lock.
     *
     * @throws IllegalArgumentException when a secret is not of the style's form
     * @throws WebhookException when its style is not known here, or a secret cannot be opened
     */
    DeliverySigner of(StoredEndpoint endpoint) {
        Key key = new Key(endpoint.endpoint().id(), endpoint.endpoint().spec().signing(), endpoint.secrets());
        @Nullable DeliverySigner known = get(key);
        if (known != null) {
            return known;
        }
        SigningStyle style = styles.get(key.style());
        if (style == null) {
            throw new WebhookException("signing '" + key.style() + "' is not known on this node", null);
        }
        DeliverySigner signer = style.signer(EndpointSecrets.open(masterKeys, endpoint));
        synchronized (kept) {
            kept.put(key, signer);
        }
        return signer;
    }

    private @Nullable DeliverySigner get(Key key) {
        synchronized (kept) {
            return kept.get(key);
        }
    }
}
