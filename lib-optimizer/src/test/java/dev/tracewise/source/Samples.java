package dev.tracewise.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Small records of every format; single quotes stand for double ones. */
final class Samples {
  static final String OTLP =
      """
      {'resourceSpans':[{'resource':{'attributes':[
        {'key':'service.name','value':{'stringValue':'shop'}}]},
       'scopeSpans':[{'scope':{'name':'lib'},'spans':[
        {'traceId':'5B8EFFF798038103D269B633813FC60C','spanId':'7uGbfsPBsXM=','parentSpanId':'',
         'name':'chat gpt','kind':3,
         'startTimeUnixNano':'1790000000123456789','endTimeUnixNano':1790000001123456789,
         'status':{'code':1},
         'attributes':[
          {'key':'gen_ai.operation.name','value':{'stringValue':'chat'}},
          {'key':'gen_ai.request.model','value':{'stringValue':'gpt-5'}},
          {'key':'gen_ai.response.model','value':{'stringValue':'gpt-5-mini'}},
          {'key':'gen_ai.usage.input_tokens','value':{'intValue':'12'}},
          {'key':'gen_ai.usage.output_tokens','value':{'intValue':7}},
          {'key':'gen_ai.conversation.id','value':{'stringValue':'c-1'}},
          {'key':'gen_ai.agent.name','value':{'stringValue':'router'}},
          {'key':'user.id','value':{'stringValue':'u-1'}},
          {'key':'llm.cost.total','value':{'doubleValue':0.25}},
          {'key':'routing.confidence','value':{'doubleValue':0.5}},
          {'key':'routing.final','value':{'boolValue':true}},
          {'key':'routing.options','value':{'arrayValue':{'values':[
            {'stringValue':'a'},{'intValue':'2'}]}}},
          {'key':'routing.context','value':{'kvlistValue':{'values':[
            {'key':'k','value':{'doubleValue':1.5}}]}}},
          {'key':'raw','value':{'bytesValue':'AAE='}},
          {'key':'gen_ai.system_instructions','value':{'stringValue':
            '[{\\'type\\':\\'text\\',\\'content\\':\\'Be kind.\\'}]'}},
          {'key':'gen_ai.input.messages','value':{'stringValue':
            '[{\\'role\\':\\'user\\',\\'parts\\':[{\\'type\\':\\'text\\',\\'content\\':\\'Hi\\'},{\\'type\\':\\'blob\\',\\'modality\\':\\'image\\',\\'content\\':\\'xx\\'}]}]'}},
          {'key':'gen_ai.output.messages','value':{'arrayValue':{'values':[
            {'kvlistValue':{'values':[
              {'key':'role','value':{'stringValue':'assistant'}},
              {'key':'content','value':{'stringValue':'Hello'}}]}}]}}}
         ]}]}]}]}
      """;

  static final String OTLP_SNAKE =
      """
      {'resource_spans':[{'resource':{},'scope_spans':[{'spans':[
        {'trace_id':'t1','span_id':'s1','parent_span_id':'s0','name':'step',
         'start_time_unix_nano':'1790000000000000000','end_time_unix_nano':'1790000000500000000',
         'status':{'code':'STATUS_CODE_ERROR'},
         'attributes':[
          {'key':'openinference.span.kind','value':{'string_value':'RETRIEVER'}},
          {'key':'input.value','value':{'string_value':'otters'}},
          {'key':'llm.output_messages.0.message.role','value':{'string_value':'assistant'}},
          {'key':'llm.output_messages.0.message.contents.0.message_content.type',
           'value':{'string_value':'text'}},
          {'key':'llm.output_messages.0.message.contents.0.message_content.text',
           'value':{'string_value':'They swim'}},
          {'key':'llm.output_messages.1.message.tool_calls.0.tool_call.function.name',
           'value':{'string_value':'find'}},
          {'key':'llm.output_messages.1.message.tool_calls.0.tool_call.function.arguments',
           'value':{'string_value':'{}'}},
          {'key':'llm.token_count.prompt','value':{'int_value':'3'}}
         ]}]}]}]}
      """;

  static final String SDK_SPAN =
      """
      {'name':'ai.generateText','spanContext':{'traceId':'t2','spanId':'s2'},
       'parentSpanContext':{'traceId':'t2','spanId':'s1'},
       'attributes':{'ai.operationId':'ai.generateText','ai.telemetry.functionId':'helper',
         'ai.prompt':'{\\'prompt\\':\\'Write a haiku\\'}','ai.response.text':'Lines of code',
         'ai.response.model':'gpt-4o','ai.usage.promptTokens':14,'ai.usage.completionTokens':20},
       'status':{'code':0},'startTime':[1770131992,242000000],'endTime':[1770131994,21415667],
       'events':[]}
      """;

  static final String PHOENIX_ROW =
      """
      {'context.trace_id':'t3','context.span_id':'s3','parent_id':null,'name':'answer',
       'span_kind':'LLM','start_time':'2026-02-03T15:19:52.123456+00:00',
       'end_time':'2026-02-03 15:19:53','status_code':'OK',
       'attributes.input.value':'plain question',
       'attributes.llm.model_name':'claude',
       'attributes.session.id':'se-1',
       'attributes.llm.output_messages':[{'message.role':'assistant','message.content':'answer'}],
       'attributes.metadata':{'tier':'gold'}}
      """;

  static final String PHOENIX_NESTED =
      """
      {'context':{'trace_id':'t4','span_id':'s4'},'parent_id':'s3','name':'tool',
       'start_time':'2026-02-03T15:19:52','end_time':1770131993500,'status':{'status_code':'OK'},
       'attributes':{'openinference':{'span':{'kind':'TOOL'}},'input':{'value':'{\\'city\\':1}'},
         'agent':{'name':'traveller'}}}
      """;

  static final String LANGFUSE =
      """
      {'trace':{'id':'t5','name':'support','sessionId':'se-5','userId':'u-5','scores':[
         {'id':'sc-1','name':'correctness','value':0.5,'dataType':'NUMERIC','source':'EVAL',
          'traceId':'t5','observationId':'o1','timestamp':'2026-02-03T16:00:00Z','comment':'half'},
         {'id':'sc-2','name':'liked','value':1,'dataType':'BOOLEAN','source':'ANNOTATION',
          'traceId':'t5','timestamp':'2026-02-03T16:00:00Z','authorUserId':'ann'},
         {'id':'sc-3','name':'tone','value':0,'dataType':'CATEGORICAL','stringValue':'rude',
          'traceId':'t5','source':'API','timestamp':'2026-02-03T16:00:00Z'},
         {'id':'sc-4','name':'rating','value':4,'dataType':'NUMERIC','sessionId':'se-5',
          'source':'API','timestamp':'2026-02-03T16:00:00Z'}],
        'observations':[
         {'id':'o1','traceId':'t5','type':'SPAN','name':'old copy',
          'startTime':'2026-02-03T15:00:00Z'}]},
       'observations':[
         {'id':'o1','traceId':'t5','type':'GENERATION','name':'call','level':'ERROR',
          'parentObservationId':'o0','startTime':'2026-02-03T15:00:00.5Z',
          'endTime':'2026-02-03T15:00:02Z','model':'gpt-5',
          'usageDetails':{'input':3,'output':4},'costDetails':{'total':0.002},
          'metadata':'{\\'attributes\\':{\\'gen_ai.agent.id\\':\\'bot\\'},\\'routing.query\\':\\'q\\'}',
          'input':[{'role':'user','content':'Hi'}],
          'output':{'role':'assistant','content':'Hello'}},
         {'id':'o2','traceId':'t5','type':'EVENT','startTime':'2026-02-03T15:00:00Z',
          'endTime':null,'totalCost':0}]}
      """;

  static final String INFERENCE =
      """
      {'inference_id':'i-1','episode_id':'e-1','function':'write_haiku','variant':'mini',
       'timestamp':1741120394,'processing_time_ms':1688,'topic':'company','system':'You write.',
       'output':'Working side by side','model':'gpt','input_tokens':83,'output_tokens':78,
       'feedback_metric':'haiku_score','feedback_value':true,'feedback_timestamp':1741120446}
      """;

  static final String MODEL_INFERENCE =
      """
      {'id':'m-1','inference_id':'i-1','model_name':'gpt','input_tokens':83,'output_tokens':78,
       'response_time_ms':1500,'timestamp':1741120396,'system':'You write.',
       'input_messages':'[{\\'role\\':\\'user\\',\\'content\\':[{\\'type\\':\\'text\\',\\'text\\':\\'The topic\\'}]}]',
       'output':'[{\\'type\\':\\'text\\',\\'text\\':\\'Working\\'}]'}
      """;

  private Samples() {}

  static JsonNode json(String sample) {
    return SharedData.json(sample.replace("\\'", "\\\""));
  }

  static List<JsonNode> all() {
    return List.of(
        json(OTLP),
        json(OTLP_SNAKE),
        json(SDK_SPAN),
        json(PHOENIX_ROW),
        json(PHOENIX_NESTED),
        json(LANGFUSE),
        json(INFERENCE),
        json(MODEL_INFERENCE));
  }
}
