package dev.tracewise.table;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableValuedFunction;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;
import scala.Product;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Walks a parsed, unresolved query and refuses whatever is not known to be harmless. Every argument
 * of every node is walked, so nothing hides in a window, a subquery or a common table expression.
 */
final class QueryCheck {
  /** Operators of queries; anything else, above all commands and writes, is refused. */
  private static final Set<String> OPERATORS =
      Set.of(
          "Aggregate",
          "Deduplicate",
          "Distinct",
          "Except",
          "Expand",
          "Filter",
          "Generate",
          "GlobalLimit",
          "Intersect",
          "Join",
          "LateralJoin",
          "LocalLimit",
          "LocalRelation",
          "Offset",
          "OneRowRelation",
          "OneRowRelation$",
          "PipeOperator",
          "Pivot",
          "Project",
          "Sample",
          "Sort",
          "SubqueryAlias",
          "Tail",
          "Union",
          "UnresolvedHaving",
          "UnresolvedHint",
          "UnresolvedInlineTable",
          "UnresolvedOrdinal",
          "UnresolvedRelation",
          "UnresolvedSubqueryColumnAliases",
          "UnresolvedTableValuedFunction",
          "UnresolvedTVFAliases",
          "UnresolvedWith",
          "Unpivot",
          "Window",
          "WithWindowDefinition");

  private static final Set<String> TABLE_FUNCTIONS =
      Set.of(
          "range",
          "explode",
          "explode_outer",
          "posexplode",
          "posexplode_outer",
          "inline",
          "inline_outer",
          "stack");

  private static final Set<String> REFUSED_FUNCTIONS =
      Set.of(
          "java_method",
          "reflect",
          "try_reflect", // run methods of Java
          "input_file_name",
          "input_file_block_start",
          "input_file_block_length",
          "from_protobuf",
          "to_protobuf",
          "from_xml",
          "schema_of_xml"); // open files

  private static final Set<String> REFUSED_EXPRESSIONS =
      Set.of("ExpressionWithUnresolvedIdentifier", "CallMethodViaReflection", "VariableReference");

  private final Set<String> tables = new TreeSet<>();

  private QueryCheck() {}

  /** The views that a query reads; an error where it does anything that is not allowed. */
  static Set<String> tablesOf(LogicalPlan plan) {
    QueryCheck check = new QueryCheck();
    check.visit(plan, Set.of());
    return check.tables;
  }

  private void visit(Object part, Set<String> inScope) {
    if (part instanceof UnresolvedWith with) {
      visitWith(with, inScope);
    } else if (part instanceof LogicalPlan plan) {
      checkOperator(plan, inScope);
      visitArguments(plan, inScope);
    } else if (part instanceof Expression expression) {
      checkExpression(expression);
      visitArguments((Product) expression, inScope);
    } else if (part instanceof scala.collection.Iterable<?> parts) {
      CollectionConverters.asJava(parts).forEach(each -> visit(each, inScope));
    } else if (part instanceof Product product) {
      visitArguments(product, inScope);
    }
  }

  private void visitArguments(Product product, Set<String> inScope) {
    CollectionConverters.asJava(product.productIterator())
        .forEachRemaining(argument -> visit(argument, inScope));
  }

  /** A common table expression sees those before it (and itself); what is behind WITH sees all. */
  private void visitWith(UnresolvedWith with, Set<String> inScope) {
    Set<String> names = new HashSet<>(inScope);
    CollectionConverters.asJava(with.cteRelations())
        .forEach(
            relation -> {
              SubqueryAlias alias = relation._2();
              if (with.allowRecursion()) {
                names.add(lower(relation._1()));
              }
              visit(alias, Set.copyOf(names));
              names.add(lower(relation._1()));
            });
    visit(with.child(), names);
  }

  private void checkOperator(LogicalPlan plan, Set<String> inScope) {
    String operator = plan.getClass().getSimpleName();
    if (!OPERATORS.contains(operator)) {
      throw TenantSql.refused("it is not a plain query (" + operator + ")");
    }
    if (plan instanceof UnresolvedRelation relation) {
      checkRelation(relation, inScope);
    } else if (plan instanceof UnresolvedTableValuedFunction function) {
      checkTableFunction(function);
    }
  }

  private void checkRelation(UnresolvedRelation relation, Set<String> inScope) {
    String written = String.join(".", CollectionConverters.asJava(relation.multipartIdentifier()));
    String name = lower(written);
    if (relation.multipartIdentifier().size() != 1
        || relation.isStreaming()
        || !relation.options().isEmpty()) {
      throw TenantSql.refused("\"" + written + "\" is not one of the tables");
    }
    if (inScope.contains(name)) {
      return;
    }
    if (!QueryViews.names().contains(name)) {
      throw TenantSql.refused("there is no table \"" + written + "\"");
    }
    tables.add(name);
  }

  private static void checkTableFunction(UnresolvedTableValuedFunction function) {
    String name = lower(String.join(".", CollectionConverters.asJava(function.name())));
    if (!TABLE_FUNCTIONS.contains(name)) {
      throw TenantSql.refused("the table function \"" + name + "\" is not allowed");
    }
  }

  private static void checkExpression(Expression expression) {
    if (REFUSED_EXPRESSIONS.contains(expression.getClass().getSimpleName())) {
      throw TenantSql.refused("names and functions have to be written out");
    }
    if (expression instanceof UnresolvedFunction function) {
      String name = lower(String.join(".", CollectionConverters.asJava(function.nameParts())));
      if (function.nameParts().size() != 1
          || REFUSED_FUNCTIONS.contains(name)
          || !FunctionRegistry.builtin().functionExists(new FunctionIdentifier(name))) {
        throw TenantSql.refused("the function \"" + name + "\" is not allowed");
      }
    }
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
