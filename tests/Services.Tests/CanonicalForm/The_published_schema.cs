using System.Text.Json;
using AccountingSync.Accounting;
using AccountingSync.Ingestion.CanonicalForm;

namespace AccountingSync.Services.Tests.CanonicalForm;

/// <summary>The schema is written by hand; these tests tie it to what the reader does.</summary>
public sealed class The_published_schema
{
    static readonly JsonElement Definitions = JsonDocument
        .Parse(File.ReadAllBytes(Path.Combine(TestFiles.Root, "docs", "api", "source-transaction.schema.json")))
        .RootElement.GetProperty("$defs");

    static JsonElement Properties(string definition) => Definitions.GetProperty(definition).GetProperty("properties");

    static IEnumerable<string> Names(JsonElement properties) => properties.EnumerateObject().Select(member => member.Name);

    static IEnumerable<string> Texts(JsonElement array) => array.EnumerateArray().Select(element => element.GetString()!);

    [Test]
    public void names_every_member_of_the_documented_example()
    {
        using var example = JsonDocument.Parse(Canonical.Example);
        var root = example.RootElement;
        using var payout = JsonDocument.Parse(Canonical.Payout);
        Assert.That(Names(Properties("transaction")), Is.EquivalentTo(Names(root).Append("contents")));
        Assert.That(Names(Properties("content")), Is.EquivalentTo(Names(payout.RootElement.GetProperty("contents")[0])));
        Assert.That(Names(Properties("item")), Is.EquivalentTo(Names(root.GetProperty("items")[0])));
        Assert.That(Names(Properties("tax")), Is.EquivalentTo(Names(root.GetProperty("taxes")[0])));
        Assert.That(Names(Properties("equivalent")), Is.EquivalentTo(Names(root.GetProperty("settled"))));
        Assert.That(Names(Properties("tender")), Is.EquivalentTo(Names(root.GetProperty("tenders")[0])));
    }

    [TestCase("item", "items")]
    [TestCase("tax", "taxes")]
    [TestCase("tender", "tenders")]
    [TestCase("content", "contents")]
    public void requires_what_the_reader_requires_of_a(string definition, string list)
    {
        var missing = Canonical
            .Problems(Canonical.With(list, "[{}]"))
            .Select(problem => problem.Replace($"/{list}/0/", "", StringComparison.Ordinal));
        var required = Texts(Definitions.GetProperty(definition).GetProperty("required")).Select(name => $"{name} required");
        Assert.That(missing, Is.EquivalentTo(required));
    }

    [TestCase("settled")]
    [TestCase("booked")]
    public void requires_what_the_reader_requires_of_what_a_gross_comes_to(string member)
    {
        var required = Texts(Definitions.GetProperty("equivalent").GetProperty("required")).Select(name => $"/{member}/{name} required");
        Assert.That(Canonical.Problems(Canonical.With(member, "{}")), Is.EquivalentTo(required));
    }

    [Test]
    public void requires_what_the_reader_requires()
    {
        var required = Texts(Definitions.GetProperty("transaction").GetProperty("required")).Select(name => $"/{name} required");
        Assert.That(Canonical.Problems("{}"), Is.EquivalentTo(required));
    }

    [Test]
    public void knows_the_kinds() => Assert.That(Texts(Properties("transaction").GetProperty("kind").GetProperty("enum")), Is.EqualTo(KindWords.All));

    [Test]
    public void states_the_limits()
    {
        Assert.That(Properties("transaction").GetProperty("items").GetProperty("maxItems").GetInt32(), Is.EqualTo(TransactionRules.MaxItems));
        Assert.That(
            Properties("transaction").GetProperty("attributes").GetProperty("maxProperties").GetInt32(),
            Is.EqualTo(TransactionRules.MaxAttributes)
        );
        Assert.That(Properties("transaction").GetProperty("contents").GetProperty("maxItems").GetInt32(), Is.EqualTo(TransactionRules.MaxContents));
        Assert.That(Definitions.GetProperty("name").GetProperty("maxLength").GetInt32(), Is.EqualTo(TransactionRules.MaxText));
    }

    [TestCase("transaction")]
    [TestCase("item")]
    [TestCase("tax")]
    [TestCase("tender")]
    [TestCase("equivalent")]
    [TestCase("content")]
    public void closes(string definition) =>
        Assert.That(Definitions.GetProperty(definition).GetProperty("additionalProperties").GetBoolean(), Is.False);
}
