using AccountingSync.Ingestion.ReceiveImport;
using AccountingSync.Ingestion.WatchFolders;

namespace AccountingSync.Services.Tests.Imports;

/// <summary>Which files of a folder are ready, and what is written about them.</summary>
public sealed class Watching_a_folder
{
    static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    static Sighting File(string name, long bytes = 100, int changed = 0) => new("/in/" + name, bytes, Noon.AddYears(-1).AddSeconds(changed));

    static IEnumerable<string> Ready(params (int Second, Sighting[] There)[] looks)
    {
        var sightings = FolderSightings.None;
        foreach (var (second, there) in looks)
            sightings = sightings.After(there, Noon.AddSeconds(second));
        return sightings.Ready(Noon.AddSeconds(looks[^1].Second), TimeSpan.FromSeconds(10)).Select(file => file.Path);
    }

    [Test]
    public void takes_what_lay_there_unchanged_for_ten_seconds()
    {
        Assert.That(Ready((0, [File("a")]), (9, [File("a")])), Is.Empty);
        Assert.That(Ready((0, [File("a")]), (10, [File("a")])), Is.EqualTo(["/in/a"]));
    }

    [Test]
    public void takes_nothing_at_first_sight_however_old_it_says_that_it_is() => Assert.That(Ready((0, [File("a", changed: -100_000)])), Is.Empty);

    [Test]
    public void waits_for_what_grows_or_is_written_again()
    {
        Assert.That(Ready((0, [File("a", 100)]), (5, [File("a", 200)]), (14, [File("a", 200)])), Is.Empty);
        Assert.That(Ready((0, [File("a")]), (5, [File("a", changed: 1)]), (14, [File("a", changed: 1)])), Is.Empty);
        Assert.That(Ready((0, [File("a", 100)]), (5, [File("a", 200)]), (15, [File("a", 200)])), Is.EqualTo(["/in/a"]));
    }

    [Test]
    public void forgets_what_was_gone_in_between() => Assert.That(Ready((0, [File("a")]), (5, []), (8, [File("a")]), (17, [File("a")])), Is.Empty);

    [Test]
    public void begins_anew_when_the_clock_was_set_back() =>
        Assert.That(Ready((0, [File("a")]), (-3_600, [File("a")]), (-3_590, [File("a")])), Is.EqualTo(["/in/a"]));

    [Test]
    public void takes_them_in_the_order_of_their_names() =>
        Assert.That(Ready((0, [File("b"), File("C"), File("a")]), (20, [File("b"), File("C"), File("a")])), Is.EqualTo(["/in/C", "/in/a", "/in/b"]));

    [TestCase(".march.csv.x8Kd", true)]
    [TestCase("march.csv.part", true)]
    [TestCase("march.csv.PARTIAL", true)]
    [TestCase("march.csv~", true)]
    [TestCase("march.tmp", true)]
    [TestCase("march.csv", false)]
    [TestCase("partial.csv", false)]
    public void leaves_alone_what_is_to_be_renamed(string name, bool unfinished) => Assert.That(Sighting.IsUnfinished(name), Is.EqualTo(unfinished));

    [Test]
    public void reads_what_is_said_of_all_files_of_a_folder() =>
        Assert.That(
            WatchedFolder.Read(["# Square writes a sign only", "", "currency = USD", "dates=mdy", "form"]),
            Is.EqualTo(
                new Dictionary<string, string>
                {
                    ["currency"] = "USD",
                    ["dates"] = "mdy",
                    ["form"] = "",
                }
            )
        );

    [Test]
    public void is_not_kept_from_it_by_another_that_may_not_be_listed()
    {
        if (Environment.IsPrivilegedProcess)
            Assert.Ignore("Who may list everything meets no such folder.");
        var root = Directory.CreateTempSubdirectory();
        try
        {
            root.CreateSubdirectory("acme/till/incoming");
            var lost = root.CreateSubdirectory("lost+found");
            if (!OperatingSystem.IsWindows())
                lost.UnixFileMode = UnixFileMode.None;
            Assert.That(WatchedFolder.Below(root.FullName), Is.EqualTo([new WatchedFolder(root.FullName, "acme", "till")]));
        }
        finally
        {
            root.Delete(recursive: true);
        }
    }

    [Test]
    public void says_where_the_rejected_rows_stand_and_what_to_do()
    {
        var result = new ImportResult(
            Lines: 5,
            Accepted: 2,
            Duplicates: 0,
            Conflicts: 1,
            Rejected: 2,
            Skipped: 0,
            [new LineProblem(2, "net: odd.", "2,odd\n"), new LineProblem(4, "No date.", "4,no\n"), new LineProblem(5, "Known.")],
            [],
            Columns: "a,import_error\n"
        );
        Assert.That(RejectedText.Rows(result), Is.EqualTo("a,import_error\n2,odd\n4,no\n"));
        Assert.That(
            RejectedText.Reasons(result, "march.csv", "march.rejected-1.csv"),
            Is.EqualTo(
                "3 of 5 rows of march.csv were not accepted. 2 of them stand in march.rejected-1.csv: mend them there, move that file into incoming/, and then march.csv once more for the others.\nline 2: net: odd.\nline 4: No date.\nline 5: Known.\n"
            )
        );
        Assert.That(
            RejectedText.Reasons(result with { Rejected = 1 }, "march.csv", "r.csv"),
            Does.Contain(" They stand in r.csv: mend them there, and move that file into incoming/.\n")
        );
        var bank = result with { Problems = [new LineProblem(1, "The balance is off.")] };
        Assert.That(RejectedText.Rows(bank), Is.Null);
        Assert.That(RejectedText.Reasons(bank, "march.sta", null), Does.Contain("Correct the file at its source"));
    }
}
