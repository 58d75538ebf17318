package dev.tracewise.source;

/**
 * Where a record came from and for whom it is read.
 *
 * @param tenantId tenant of the job
 * @param tenantField what to do with a tenant that the record itself names
 * @param source file
 * @param line line in the file where the record begins, from 1
 */
public record RecordOrigin(String tenantId, TenantField tenantField, String source, long line) {
  /** What a tenant that a record names is worth. */
  public enum TenantField {
    /** It must agree with the tenant of the job, or the record is rejected. */
    MUST_AGREE,
    /** It decides. */
    TRUSTED
  }
}
