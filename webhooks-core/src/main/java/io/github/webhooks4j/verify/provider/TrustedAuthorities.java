package io.github.webhooks4j.verify.provider;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Authorities, and whether a certificate leads to one of them. Revocation is not asked for: that would be a call. */
final class TrustedAuthorities {
    private final Set<TrustAnchor> anchors;

    private TrustedAuthorities(Set<TrustAnchor> anchors) {
        this.anchors = anchors;
    }

    static TrustedAuthorities of(List<X509Certificate> roots) {
        return new TrustedAuthorities(
                roots.stream().map(root -> new TrustAnchor(root, null)).collect(Collectors.toSet()));
    }

    static TrustedAuthorities ofTheJdk() {
        List<X509Certificate> roots = new ArrayList<>();
        try {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init((KeyStore) null);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager x509) {
                    roots.addAll(List.of(x509.getAcceptedIssuers()));
                }
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK's trusted certificates cannot be read", e);
        }
        return of(roots);
    }

    /** Whether the first certificate is valid now and leads, through the others, to an authority. */
    boolean vouchFor(List<X509Certificate> chain, Instant now) {
        X509Certificate own = chain.get(0);
        if (anchors.isEmpty() || !SigningCertificates.isValid(own, now)) {
            return false;
        }
        X509CertSelector target = new X509CertSelector();
        target.setCertificate(own);
        try {
            PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, target);
            parameters.setRevocationEnabled(false);
            parameters.setDate(Date.from(now));
            parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(chain)));
            CertPathBuilder.getInstance("PKIX").build(parameters); // or it throws
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
