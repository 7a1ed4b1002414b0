package io.github.webhooks4j.verify.provider;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import org.jspecify.annotations.Nullable;

/** X.509 certificates that a provider signs with: how they are read, and what they are asked. */
final class SigningCertificates {
    private static final int MIN_RSA_BITS = 2048;
    private static final int MOST = 10;

    private SigningCertificates() {}

    /** One certificate at least, the signer's own first. */
    static List<X509Certificate> read(byte[] pem) throws IOException {
        List<X509Certificate> read = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Certificate one : factory.generateCertificates(new ByteArrayInputStream(pem))) {
                read.add((X509Certificate) one);
            }
        } catch (CertificateException | RuntimeException e) {
            throw new IOException("what was fetched is no certificate");
        }
        if (read.isEmpty() || read.size() > MOST) {
            throw new IOException("what was fetched is no certificate, or too many");
        }
        return List.copyOf(read);
    }

    static boolean isValid(X509Certificate certificate, Instant now) {
        return !now.isBefore(certificate.getNotBefore().toInstant())
                && !now.isAfter(certificate.getNotAfter().toInstant());
    }

    /** The common name of the subject; empty when there is none, or more than one. */
    static Optional<String> commonName(X509Certificate certificate) {
        try {
            List<Object> names = new LdapName(
                            certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(rdn -> rdn.getType().equalsIgnoreCase("CN"))
                            .map(Rdn::getValue)
                            .toList();
            return names.size() == 1 && names.get(0) instanceof String name ? Optional.of(name) : Optional.empty();
        } catch (InvalidNameException e) {
            return Optional.empty();
        }
    }

    /** RSA, PKCS #1 v1.5, of 2048 bits or more, with the algorithm that is configured. */
    static boolean verifies(X509Certificate certificate, String algorithm, byte[] signed, byte[] signature) {
        if (!(certificate.getPublicKey() instanceof RSAPublicKey key)
                || key.getModulus().bitLength() < MIN_RSA_BITS) {
            return false;
        }
        try {
            Signature rsa = Signature.getInstance(algorithm);
            rsa.initVerify(key);
            rsa.update(signed);
            return rsa.verify(signature);
        } catch (GeneralSecurityException e) { // a signature that is none, of a wrong length for one
            return false;
        }
    }

    /** Base64 with its padding and no second spelling; {@code null} for anything else. */
    static byte @Nullable [] base64(String text) {
        try {
            byte[] decoded = Base64.getDecoder().decode(text);
            boolean canonical = decoded.length > 0
                    && Base64.getEncoder().encodeToString(decoded).equals(text);
            return canonical ? decoded : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
