package dev.tracewise.source;

/** Whose a record is. */
final class Tenants {
  /** The field in which a record names its tenant. */
  static final String FIELD = "tenant_id";

  private Tenants() {}

  /** The tenant of the record: the job's, unless the record names one that may be trusted. */
  static String of(Fields fields, RecordOrigin origin) throws InvalidRecord {
    String named = fields.text(FIELD);
    if (named == null || named.isEmpty() || named.equals(origin.tenantId())) {
      return origin.tenantId();
    }
    return switch (origin.tenantField()) {
      case TRUSTED -> named;
      case MUST_AGREE ->
          throw new InvalidRecord(
              "wrong_tenant",
              FIELD,
              "The record belongs to another tenant than \"" + origin.tenantId() + "\".");
    };
  }
}
