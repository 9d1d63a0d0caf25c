using AccountingSync.Ingestion.ControlImport;

namespace AccountingSync.Services.Tests.Imports;

/// <summary>What may be asked of an import, and what is shown of it.</summary>
public sealed class Controlling_an_import
{
    static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    static readonly ImportRecord Begun = new(
        Guid.Parse("0195a1de-0000-7000-8000-000000000001"),
        ImportState.Running,
        IsHeld: true,
        Noon,
        "http",
        "march.csv",
        "stripe-balance",
        "stripe",
        TotalBytes: 1_000,
        ReadBytes: 0,
        ImportCounts.None,
        TimeSpan.Zero,
        Noon,
        Noon,
        EndedAt: null,
        Why: null
    );

    [TestCase("Running", "Pause", "Paused")]
    [TestCase("Running", "Resume", "already")]
    [TestCase("Running", "Cancel", "Cancelled")]
    [TestCase("Paused", "Pause", "already")]
    [TestCase("Paused", "Resume", "Running")]
    [TestCase("Paused", "Cancel", "Cancelled")]
    [TestCase("Cancelled", "Cancel", "already")]
    [TestCase("Cancelled", "Resume", "too late")]
    [TestCase("Done", "Pause", "too late")]
    [TestCase("Done", "Cancel", "too late")]
    [TestCase("Broken", "Resume", "too late")]
    public void has_one_outcome(string now, string command, string outcome) =>
        Assert.That(
            ControlDecision.Of(Enum.Parse<ImportState>(now), Enum.Parse<ImportCommand>(command)) switch
            {
                ControlDecision.Change(var state) => state.ToString(),
                ControlDecision.Already => "already",
                _ => "too late",
            },
            Is.EqualTo(outcome)
        );

    [Test]
    public void shows_how_far_it_is_how_fast_and_how_long_it_takes_yet()
    {
        var view = ImportView.Of(
            Begun with
            {
                ReadBytes = 250,
                Counts = new ImportCounts(20, 5, 1, 2, 2),
                SeenAt = Noon.AddSeconds(10),
            },
            Noon.AddSeconds(10)
        );
        Assert.That(
            (view.State, view.Part, view.Lines, view.PerSecond, view.SecondsLeft),
            Is.EqualTo(("running", (double?)0.25, 30L, 3.0, (double?)30))
        );
    }

    [Test]
    public void does_not_count_its_pauses()
    {
        var read = Begun with { ReadBytes = 250, Counts = new ImportCounts(30, 0, 0, 0, 0) };
        var paused = read.In(ImportState.Paused, Noon.AddSeconds(10));
        var waiting = ImportView.Of(paused with { SeenAt = Noon.AddHours(1) }, Noon.AddHours(1));
        Assert.That((waiting.State, waiting.PerSecond, waiting.SecondsLeft), Is.EqualTo(("paused", 3.0, (double?)null)));

        var resumed = paused.In(ImportState.Running, Noon.AddHours(1)) with { SeenAt = Noon.AddHours(1).AddSeconds(5) };
        Assert.That(ImportView.Of(resumed, Noon.AddHours(1).AddSeconds(5)).PerSecond, Is.EqualTo(2.0));
        Assert.That(resumed.In(ImportState.Done, Noon.AddHours(1).AddSeconds(20)).Worked, Is.EqualTo(TimeSpan.FromSeconds(30)));
    }

    [Test]
    public void says_when_nobody_sends_it_any_more()
    {
        Assert.That(ImportView.Of(Begun, Noon + ImportRecord.Silence).State, Is.EqualTo("running"));
        var silent = ImportView.Of(
            Begun with
            {
                SeenAt = Noon.AddSeconds(10),
                ReadBytes = 250,
                Counts = new ImportCounts(30, 0, 0, 0, 0),
            },
            Noon.AddDays(1)
        );
        Assert.That((silent.State, silent.SecondsLeft, silent.PerSecond), Is.EqualTo(("interrupted", (double?)null, 3.0)));
        Assert.That(ImportView.Of(Begun with { IsHeld = false }, Noon).State, Is.EqualTo("interrupted"));
        Assert.That(ImportView.Of((Begun with { IsHeld = false }).In(ImportState.Paused, Noon), Noon).State, Is.EqualTo("paused"));
        Assert.That(ImportView.Of((Begun with { IsHeld = false }).In(ImportState.Cancelled, Noon), Noon.AddDays(1)).State, Is.EqualTo("cancelled"));
    }

    [Test]
    public void shows_no_part_of_a_length_that_nobody_knows()
    {
        var view = ImportView.Of(Begun with { TotalBytes = null, ReadBytes = 250 }, Noon.AddSeconds(10));
        Assert.That((view.Part, view.SecondsLeft), Is.EqualTo(((double?)null, (double?)null)));
        Assert.That(ImportView.Of((Begun with { TotalBytes = null }).In(ImportState.Done, Noon), Noon).Part, Is.EqualTo(1));
    }

    [Test]
    public void knows_a_file_again_by_how_it_begins_how_long_it_is_and_how_it_is_read()
    {
        byte[] Print(
            string door = "http",
            string? name = "a.csv",
            string? source = "stripe",
            long? length = 10,
            string how = "",
            string begin = "abc"
        ) => ImportIdentity.Of(door, name, "stripe-balance", source, length, how, System.Text.Encoding.UTF8.GetBytes(begin)).Fingerprint;

        Assert.That(Print(name: "copy of a.csv"), Is.EqualTo(Print()));
        foreach (
            var other in new[]
            {
                Print(door: "folder"),
                Print(source: "stripe-eu"),
                Print(length: 11),
                Print(length: null),
                Print(how: "dates=dmy"),
                Print(begin: "abd"),
                Print(source: null, how: "stripe"),
            }
        )
            Assert.That(other, Is.Not.EqualTo(Print()));
    }
}
