package io.packhouse.signing.cms;

import java.time.Instant;
import java.util.Date;
import java.util.Map;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AttributeTable;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.Time;
import org.bouncycastle.cms.CMSAttributeTableGenerator;

/** contentType, signingTime and messageDigest, and nothing else: what old verifiers know. */
final class SignedAttributes implements CMSAttributeTableGenerator {

    private final Instant at;

    SignedAttributes(Instant at) {
        this.at = at;
    }

    // The interface's map is raw.
    @Override
    @SuppressWarnings("rawtypes")
    public AttributeTable getAttributes(Map parameters) {
        var attributes = new ASN1EncodableVector();
        attributes.add(attribute(CMSAttributes.contentType, (ASN1ObjectIdentifier) parameters.get(CONTENT_TYPE)));
        // Date is what the library takes.
        attributes.add(attribute(CMSAttributes.signingTime, new Time(Date.from(at))));
        attributes.add(attribute(CMSAttributes.messageDigest, new DEROctetString((byte[]) parameters.get(DIGEST))));
        return new AttributeTable(attributes);
    }

    private static Attribute attribute(ASN1ObjectIdentifier type, ASN1Encodable value) {
        return new Attribute(type, new DERSet(value));
    }
}
