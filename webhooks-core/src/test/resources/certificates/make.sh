#!/bin/sh
# Makes certificates.p12: certificates of nobody, with their private keys, for tests that have a clock of their own.
# The testkit's tests have a copy. The password is "password".
set -e
rm -f certificates.p12
store="-keystore certificates.p12 -storetype PKCS12 -storepass password"
days="-startdate 2020/01/01 -validity 36500"
self() { # alias, CN, extensions
    alias=$1 && name=$2 && shift 2
    keytool -genkeypair -alias "$alias" -keyalg RSA -keysize 2048 -dname "CN=$name,O=Test" $days "$@" $store
}
signed() { # alias, CN, signer, extensions
    alias=$1 && name=$2 && signer=$3 && shift 3
    self "$alias" "$name"
    keytool -certreq -alias "$alias" -file request.tmp $store
    keytool -gencert -alias "$signer" -rfc -infile request.tmp -outfile signed.tmp $days "$@" $store
    keytool -importcert -noprompt -alias "$alias" -file signed.tmp $store
    rm request.tmp signed.tmp
}
self localhost localhost -ext san=dns:localhost
self sns sns.amazonaws.com
self sns-1 sns.amazonaws.com
self sns-2 sns.amazonaws.com
self sns-eu-south-1 sns-signing.eu-south-1.amazonaws.com
self other sns.example.com
self paypal-root 'Test Root' -ext bc:c
signed paypal-between 'Test Between' paypal-root -ext bc:c
signed paypal messageverificationcerts.sandbox.paypal.com paypal-between
signed paypal-1 messageverificationcerts.paypal.com paypal-between
signed paypal-2 messageverificationcerts.paypal.com paypal-between
signed paypal-other www.paypal.com paypal-between
self paypal-forged messageverificationcerts.paypal.com
