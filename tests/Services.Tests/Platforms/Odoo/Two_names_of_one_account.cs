using AccountingSync.PlatformSync.Platforms;
using AccountingSync.PlatformSync.PushEntries;
using AccountingSync.Services.Tests.Sandbox;

namespace AccountingSync.Services.Tests.Platforms.Odoo;

/// <summary>The account 4000 is found by its name, and was mapped to another name of ours since: reversals of older entries bear the first.</summary>
public class Two_names_of_one_account
{
    static readonly EntryToWrite Sale = PlatformEntries.Sale("s-1");

    SandboxDatabase database = null!;

    [SetUp]
    public async Task Start_sandbox() => database = await SandboxDatabase.Start();

    [TearDown]
    public async Task Stop_sandbox() => await database.DisposeAsync();

    [Test]
    public async Task are_written_alike_and_nothing_is_told_as_edited()
    {
        var created = await Write();

        Assert.That(created.Document.Lines.Select(line => line.Account), Has.Member("income:turnover").And.No.Member(PlatformEntries.Sales));
        var result = PushResult.Of(PlatformEntries.PushOf(Sale), created, SandboxServer.Noon);
        Assert.That((result.State, result.Version), Is.EqualTo(("written", created.Document.Version)));
    }

    [Test]
    public async Task hide_no_other_day_and_no_other_amount()
    {
        var created = await Write();
        var document = created.Document;

        Assert.That(VersionOf(document with { Date = document.Date.AddDays(1) }), Is.Null);
        Assert.That(VersionOf(document with { Lines = [.. document.Lines.Select(line => line with { Amount = line.Amount * 2 })] }), Is.Null);
    }

    static string? VersionOf(PlatformDocument document) =>
        PushResult.Of(PlatformEntries.PushOf(Sale), new WriteOutcome.Created(document), SandboxServer.Noon).Version;

    async Task<WriteOutcome.Created> Write()
    {
        var platform = database.Connect(new Dictionary<string, string> { ["income:turnover"] = "4000" });
        var outcomes = await platform.Write([Sale], CancellationToken.None);
        Assert.That(outcomes.Single(), Is.InstanceOf<WriteOutcome.Created>(), outcomes.Single().ToString());
        return (WriteOutcome.Created)outcomes.Single();
    }
}
