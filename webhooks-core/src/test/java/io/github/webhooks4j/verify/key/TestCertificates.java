package io.github.webhooks4j.verify.key;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** The certificates of certificates/certificates.p12, valid from 2020 to 2119; make.sh beside it made them. */
public final class TestCertificates {
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

    public static X509Certificate certificate(String alias) {
        try {
            return (X509Certificate) STORE.getCertificate(alias);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static PrivateKey key(String alias) {
        return KEYS.computeIfAbsent(alias, TestCertificates::read);
    }

    private static PrivateKey read(String alias) {
        try {
            return (PrivateKey) STORE.getKey(alias, PASSWORD);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Certificates in PEM, one after the other. */
    public static byte[] pem(String... aliases) {
        StringBuilder text = new StringBuilder();
        for (String alias : aliases) {
            try {
                text.append("-----BEGIN CERTIFICATE-----\n")
                        .append(Base64.getMimeEncoder(64, new byte[] {'\n'})
                                .encodeToString(certificate(alias).getEncoded()))
                        .append("\n-----END CERTIFICATE-----\n");
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** A context that is the server of an alias, and trusts its certificate and no other. */
    public static SSLContext tls(String alias) throws GeneralSecurityException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        try {
            KeyStore one = KeyStore.getInstance("PKCS12");
            one.load(null, null);
            one.setKeyEntry(alias, key(alias), PASSWORD, new X509Certificate[] {certificate(alias)});
            keys.init(one, PASSWORD);
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry(alias, certificate(alias));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Fetches from {@code localhost}, where the server of that alias listens. */
    public static HttpsKeyFetcher fetcher(int port) throws GeneralSecurityException {
        return HttpsKeyFetcher.builder("localhost")
                .dialling(tls("localhost"), port)
                .deadline(Duration.ofSeconds(30))
                .build();
    }
}
