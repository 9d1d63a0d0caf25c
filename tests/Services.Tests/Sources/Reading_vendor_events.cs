using System.Text;
using AccountingSync.Accounting;
using AccountingSync.Ingestion.Sources;

namespace AccountingSync.Services.Tests.Sources;

/// <summary>A vendor's golden files, and how the product reads them.</summary>
public interface IVendorEvents
{
    static abstract VendorFiles Golden { get; }

    /// <param name="bytes">Instead of the file's own.</param>
    static abstract SourceEvent Read(string file, byte[]? bytes = null);

    /// <summary>The whole, once for each part of it that is missing or something else.</summary>
    static virtual IEnumerable<byte[]> Spoiled(byte[] whole) => SpoiledJson.Of(whole);
}

/// <summary>What reading every vendor's events must do. Golden files: each event beside the exact transactions, wishes or reason that it comes to.</summary>
public abstract class Reading_vendor_events<TVendor>
    where TVendor : IVendorEvents
{
    const string Place = "expected/*.json";

    protected static IEnumerable<string> Files() => TVendor.Golden.Events();

    [TestCaseSource(nameof(Files))]
    public void comes_to(string file) => TVendor.Golden.Expect(Place, file, SourceEventText.Of(TVendor.Read(file)));

    [Test]
    public void every_expectation_has_its_event() => TVendor.Golden.ExpectNothingElse(Place, Files());

    [TestCaseSource(nameof(Files))]
    public void is_pure(string file) => Assert.That(SourceEventText.Of(TVendor.Read(file)), Is.EqualTo(SourceEventText.Of(TVendor.Read(file))));

    [TestCaseSource(nameof(Files))]
    public void gives_each_revision_of_a_fact_once(string file)
    {
        if (TVendor.Read(file) is SourceEvent.Facts facts)
            Assert.That(facts.Transactions.Select(fact => (fact.Id, fact.Revision)), Is.Unique);
    }

    [TestCaseSource(nameof(Files))]
    public void survives_any_missing_or_mistyped_member(string file)
    {
        var tried = 0;
        foreach (var spoiled in TVendor.Spoiled(TVendor.Golden.Bytes(file)))
        {
            tried++;
            Assert.That(() => TVendor.Read(file, spoiled), Throws.Nothing, () => Encoding.UTF8.GetString(spoiled));
        }
        Assert.That(tried, Is.GreaterThan(10), "nothing was spoiled");
    }

    /// <summary>The transactions of an event in derived/.</summary>
    protected static SourceEvent.Facts Facts(string name) => (SourceEvent.Facts)TVendor.Read(TVendor.Golden.Derived(name));

    /// <summary>Whether several events tell a fact with one and the same content, so that the later ones are duplicates.</summary>
    protected static void TellTheSame(IEnumerable<string> names, Func<IReadOnlyList<SourceTransaction>, SourceTransaction>? fact = null) =>
        Assert.That(
            names.Select(name => Convert.ToHexString(ContentBytes.Hash((fact ?? (facts => facts[0]))(Facts(name).Transactions)))).Distinct().Count(),
            Is.EqualTo(1)
        );
}
