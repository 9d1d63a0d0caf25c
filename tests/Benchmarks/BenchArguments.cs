using System.Globalization;

namespace AccountingSync.Benchmarks;

/// <summary><c>./bench [NAME…] [--runs N] [--seconds S] [--warm-up S] [--seed N] [--rate N] [--backfill N] [--stored N] [--profile]</c></summary>
sealed record BenchArguments
{
    /// <summary>In the order in which they run.</summary>
    public static readonly string[] Lanes =
    [
        "live",
        "backfill",
        "rules",
        "plain_consumer",
        "batch_consumer",
        "unnest",
        "copy",
        "hledger",
        "raw_amqp",
        "match",
        "full",
    ];

    /// <summary>Two million sales, to see what grows. Only when it is asked for.</summary>
    public const string Soak = "soak";

    /// <summary>Draws the last results again and measures nothing.</summary>
    public const string Plot = "plot";

    /// <summary>The only lanes to run; none for all.</summary>
    public IReadOnlyList<string> Only { get; init; } = [];
    public int Runs { get; init; } = 5;
    public TimeSpan Measured { get; init; } = TimeSpan.FromSeconds(20);
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(5);
    public ulong Seed { get; init; } = 2026;

    /// <summary>Sales per second of the open loop; null for half of what was sustained before it.</summary>
    public int? Rate { get; init; }

    /// <summary>How many entries the ledger is filled with before it is measured as full.</summary>
    public long Stored { get; init; } = 1_000_000;

    /// <summary>Sales of history that go by the batch lane in each run.</summary>
    public long Backfill { get; init; } = 200_000;

    /// <summary>Also print which statements took the database's time.</summary>
    public bool Profile { get; init; }

    public bool OnlyPlot { get; init; }

    /// <summary>Only then the figures are written down: results with gaps would replace whole ones.</summary>
    public bool IsWhole => Only.Count == 0;

    public bool Wants(string lane) => IsWhole || Only.Contains(lane);

    /// <exception cref="FormatException">With words for whoever typed it.</exception>
    public static BenchArguments Parse(IReadOnlyList<string> words)
    {
        var arguments = new BenchArguments();
        for (var i = 0; i < words.Count; i++)
            arguments = words[i] switch
            {
                "--runs" => arguments with { Runs = (int)Number(words, ++i) },
                "--seconds" => arguments with { Measured = TimeSpan.FromSeconds(Number(words, ++i)) },
                "--warm-up" => arguments with { WarmUp = TimeSpan.FromSeconds(Number(words, ++i)) },
                "--seed" => arguments with { Seed = Number(words, ++i) },
                "--rate" => arguments with { Rate = (int)Number(words, ++i) },
                "--backfill" => arguments with { Backfill = Number(words, ++i) },
                "--stored" => arguments with { Stored = Number(words, ++i) },
                "--profile" => arguments with { Profile = true },
                Plot => arguments with { OnlyPlot = true },
                var lane when Lanes.Contains(lane) || lane == Soak => arguments with { Only = [.. arguments.Only, lane] },
                var other => throw new FormatException(
                    $"bench does not know '{other}'. It knows: {string.Join(", ", Lanes)}, {Soak}, {Plot}, --runs N, --seconds S, --warm-up S, --seed N, --rate N, --backfill N, --stored N, --profile."
                ),
            };
        return arguments;
    }

    static uint Number(IReadOnlyList<string> words, int index) =>
        index < words.Count && uint.TryParse(words[index], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new FormatException($"{words[index - 1]} needs a whole number above 0.");
}
