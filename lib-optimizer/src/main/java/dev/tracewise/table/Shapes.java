package dev.tracewise.table;

/** Types of columns that several tables share, in Spark's DDL. */
final class Shapes {
  static final String STRING = "string";
  static final String LONG = "bigint";
  static final String INT = "int";
  static final String DOUBLE = "double";
  static final String BOOLEAN = "boolean";
  static final String TIMESTAMP = "timestamp";
  static final String TEXTS = "array<string>";
  static final String TEXT_MAP = "map<string,string>";
  static final String NUMBER_MAP = "map<string,double>";
  static final String COUNT_MAP = "map<string,bigint>";
  static final String MESSAGES = "array<struct<role:string,content:string>>";
  static final String OPTIONS = "array<struct<name:string,features:map<string,double>>>";
  static final String CONTEXT =
      "struct<text:string,enhanced_text:string,numeric:map<string,double>,"
          + "categorical:map<string,string>,entities:array<struct<text:string,type:string>>,"
          + "relationships:array<map<string,string>>>";
  static final String OUTCOMES_BY_OPTION =
      "map<string,struct<quality:double,success:boolean,satisfaction:double,seconds:double,"
          + "cost_usd:double,reward:double>>";
  static final String EVIDENCE =
      "struct<method:string,estimate:double,low:double,high:double,"
          + "baseline:struct<name:string,estimate:double,low:double,high:double>,"
          + "difference:double,difference_low:double,difference_high:double,confidence:double,"
          + "candidates_tried:int,effective_sample_size:double,max_weight:double,"
          + "rows:bigint,groups:bigint,verdict:string,reason:string>";
  static final String PROVENANCE =
      "struct<table_versions:map<string,bigint>,dataset_sha256:string,"
          + "configuration_sha256:string,configuration:string,seed:bigint,build:string,"
          + "run_id:string>";

  static final String TENANT_COMMENT = "who owns the row";

  private Shapes() {}
}
