package io.github.webhooks4j.testkit.preset;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The certificates of certificates/certificates.p12, a copy of those of the core's tests. */
final class TestCertificates {
    private static final char[] PASSWORD = "password".toCharArray();
    private static final KeyStore STORE = load();
    private static final Map<String, PrivateKey> KEYS = new ConcurrentHashMap<>(); // the store takes its time

    private TestCertificates() {}

    private static KeyStore load() {
        try (InputStream in = TestCertificates.class.getResourceAsStream("/certificates/certificates.p12")) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD);
            return store;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static X509Certificate certificate(String alias) {
        try {
            return (X509Certificate) STORE.getCertificate(alias);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static PrivateKey key(String alias) {
        return KEYS.computeIfAbsent(alias, TestCertificates::read);
    }

    private static PrivateKey read(String alias) {
        try {
            return (PrivateKey) STORE.getKey(alias, PASSWORD);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] pem(String... aliases) {
        StringBuilder text = new StringBuilder();
        for (String alias : aliases) {
            try {
                text.append("-----BEGIN CERTIFICATE-----\n")
                        .append(Base64.getMimeEncoder()
                                .encodeToString(certificate(alias).getEncoded()))
                        .append("\n-----END CERTIFICATE-----\n");
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
