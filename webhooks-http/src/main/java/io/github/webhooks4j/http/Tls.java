package io.github.webhooks4j.http;

import io.github.webhooks4j.WebhookException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.DefaultHostnameVerifier;
import org.apache.hc.client5.http.ssl.HostnameVerificationPolicy;
import org.apache.hc.core5.http.nio.ssl.TlsStrategy;
import org.apache.hc.core5.http.ssl.TlsCiphers;
import org.apache.hc.core5.reactor.ssl.SSLBufferMode;
import org.jspecify.annotations.Nullable;

/**
 * TLS 1.2 and 1.3 with the host name checked, by the platform and once more by the library, and no certificate signed
 * by SHA-1. Nothing turns it off.
 */
final class Tls {
    private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

    private Tls() {}

    static TlsStrategy strategy(SSLContext context) {
        String[] ciphers =
                TlsCiphers.excludeWeak(context.getDefaultSSLParameters().getCipherSuites());
        return new DefaultClientTlsStrategy(
                context,
                VERSIONS.clone(),
                ciphers,
                SSLBufferMode.DYNAMIC,
                HostnameVerificationPolicy.BOTH,
                new DefaultHostnameVerifier()) {
            @Override
            protected void initializeEngine(SSLEngine engine) {
                SSLParameters parameters = engine.getSSLParameters();
                parameters.setAlgorithmConstraints(new SignatureHashes());
                engine.setSSLParameters(parameters);
            }
        };
    }

    /** Trusts what the platform trusts, and these; shows a certificate of the key store where one is asked for. */
    static SSLContext context(List<X509Certificate> trusted, @Nullable KeyStore client, char @Nullable [] password) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys(client, password), trust(trusted), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("the certificates cannot be used", e);
        }
    }

    private static KeyManager @Nullable [] keys(@Nullable KeyStore client, char @Nullable [] password)
            throws GeneralSecurityException {
        if (client == null) {
            return null;
        }
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(client, password);
        return factory.getKeyManagers();
    }

    private static TrustManager[] trust(List<X509Certificate> trusted) throws GeneralSecurityException {
        TrustManagerFactory platform = factory(null);
        if (trusted.isEmpty()) {
            return platform.getTrustManagers();
        }
        try {
            KeyStore all = KeyStore.getInstance(KeyStore.getDefaultType());
            all.load(null, null);
            int number = 0;
            for (X509Certificate certificate : trusted) {
                all.setCertificateEntry("own-" + number++, certificate);
            }
            for (TrustManager manager : platform.getTrustManagers()) {
                for (X509Certificate certificate : ((X509TrustManager) manager).getAcceptedIssuers()) {
                    all.setCertificateEntry("platform-" + number++, certificate);
                }
            }
            return factory(all).getTrustManagers();
        } catch (java.io.IOException e) {
            throw new WebhookException("an empty key store cannot be made", e);
        }
    }

    private static TrustManagerFactory factory(@Nullable KeyStore certificates) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(certificates);
        return factory;
    }
}
