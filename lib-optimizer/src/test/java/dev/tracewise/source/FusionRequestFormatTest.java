package dev.tracewise.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tracewise.model.FusionRequest;
import dev.tracewise.model.Modality;
import dev.tracewise.model.Parsed;
import dev.tracewise.model.Rejection;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FusionRequestFormatTest {
  private static final JsonMapper JSON = new JsonMapper();

  private static Parsed read(String line) throws Exception {
    return new FusionRequestFormat()
        .read(
            JSON.readTree(line.replace('\'', '"')),
            new RecordOrigin("acme", RecordOrigin.TenantField.MUST_AGREE, "file", 1))
        .get(0);
  }

  @Test
  void modalitiesAreAnObjectOrAnArray() throws Exception {
    FusionRequest named =
        (FusionRequest)
            read(
                "{'interaction_id':'i','agent_id':'a','context':{'text':'otters'},"
                    + "'modalities':{'video':0.8,'VIDEO':0.9,'text':0,'audio':null}}");
    assertThat(named)
        .isEqualTo(
            new FusionRequest(
                "acme", "i", "a", "otters", Map.of(Modality.VIDEO, 0.9, Modality.TEXT, 0.0)));
    FusionRequest listed =
        (FusionRequest)
            read(
                "{'interaction_id':'i','query':'otters','modalities':["
                    + "{'modality':'image','confidence':0.4}]}");
    assertThat(listed.agentId()).isNull();
    assertThat(listed.detected()).containsExactly(Map.entry(Modality.IMAGE, 0.4));
    assertThat(new FusionRequestFormat().recognises(JSON.readTree("{\"interaction_id\":1}")))
        .isFalse();
    assertThat(new FusionRequestFormat().name()).isEqualTo("fusions");
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "missing_field|interaction_id|{'query':'x','modalities':{}}",
        "missing_field|context.text|{'interaction_id':'i','modalities':{}}",
        "missing_field|modalities|{'interaction_id':'i','query':'x'}",
        "wrong_type|modalities|{'interaction_id':'i','query':'x','modalities':3}",
        "wrong_type|modalities.video|{'interaction_id':'i','query':'x','modalities':{'video':'y'}}",
        "out_of_range|modalities.video|{'interaction_id':'i','query':'x','modalities':{'video':2}}",
        "unknown_value|modalities.mixed|{'interaction_id':'i','query':'x','modalities':{'mixed':1}}",
        "wrong_type|modalities.0|{'interaction_id':'i','query':'x','modalities':['video']}",
        "missing_field|modalities.0.confidence|"
            + "{'interaction_id':'i','query':'x','modalities':[{'modality':'video'}]}",
        "wrong_tenant|tenant_id|{'tenant_id':'b','interaction_id':'i','query':'x','modalities':{}}",
      })
  void aBadLineSaysWhatIsWrong(String reason, String field, String line) throws Exception {
    Rejection rejection = (Rejection) read(line);
    assertThat(rejection.reason()).isEqualTo(reason);
    assertThat(rejection.field()).isEqualTo(field);
  }
}
