package io.github.webhooks4j.http;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** An authority and certificates of it, made by the JDK's keytool. */
final class Certificates {
    private static final char[] PASSWORD = "password".toCharArray();

    private final Path directory;

    Certificates(Path directory) throws Exception {
        this.directory = directory;
        pair("ca", "ca", "-ext", "bc:c");
        keytool("ca", "-exportcert", "-alias", "ca", "-rfc", "-file", file("ca.pem"));
    }

    /** The certificate of the authority. */
    Path authority() {
        return directory.resolve("ca.pem");
    }

    /** A server whose certificate the authority signed. */
    SSLContext signed(String host, String start, int days) throws Exception {
        return context(signedKeys(host, start, days), null);
    }

    /** A server whose certificate the authority signed by SHA-1. */
    SSLContext signedBySha1(String host) throws Exception {
        return context(signedKeys(host, "-1d", 9, "-sigalg", "SHA1withECDSA"), null);
    }

    KeyStore signedKeys(String host, String start, int days, String... more) throws Exception {
        String store = host + start + days;
        pair(store, host);
        keytool(store, "-certreq", "-alias", host, "-file", file("request"));
        List<String> arguments = new ArrayList<>(List.of(
                "-gencert",
                "-alias",
                "ca",
                "-rfc",
                "-infile",
                file("request"),
                "-outfile",
                file("signed.pem"),
                "-startdate",
                start,
                "-validity",
                Integer.toString(days),
                "-ext",
                "san=dns:" + host));
        arguments.addAll(List.of(more));
        keytool("ca", arguments.toArray(String[]::new));
        Files.writeString(
                directory.resolve("chain.pem"),
                Files.readString(directory.resolve("signed.pem")) + Files.readString(authority()),
                StandardCharsets.US_ASCII);
        keytool(store, "-importcert", "-noprompt", "-alias", host, "-file", file("chain.pem"));
        return store(store);
    }

    /** A server that signed its certificate itself. */
    SSLContext selfSigned(String host) throws Exception {
        pair("self", host, "-ext", "san=dns:" + host);
        return context(store("self"), null);
    }

    /** A server that asks for a certificate of this authority. */
    SSLContext asking(KeyStore keys) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", store("ca").getCertificate("ca"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        return context(keys, trust.getTrustManagers());
    }

    static char[] password() {
        return PASSWORD.clone();
    }

    private static SSLContext context(KeyStore keys, TrustManager[] trust) throws GeneralSecurityException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), trust, null);
        return context;
    }

    private KeyStore store(String name) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(directory.resolve(name + ".p12"))) {
            store.load(in, PASSWORD);
        }
        return store;
    }

    private void pair(String store, String name, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of("-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=" + name, "-validity", "30"));
        arguments.addAll(List.of(more));
        keytool(store, arguments.toArray(String[]::new));
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    private void keytool(String store, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-keystore", file(store + ".p12"), "-storetype", "PKCS12", "-storepass", "password"));
        Path log = directory.resolve("keytool.txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException("keytool failed: " + Files.readString(log, StandardCharsets.UTF_8));
        }
    }
}
