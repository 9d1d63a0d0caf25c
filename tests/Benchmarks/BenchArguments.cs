using System.Globalization;

namespace AccountingSync.Benchmarks;

/// <summary><c>./bench [NAME] [--runs N] [--seconds S] [--warm-up S] [--seed N] [--rate N] [--profile]</c></summary>
sealed record BenchArguments
{
    public static readonly string[] Names = ["live", "plain_consumer", "unnest", "raw_amqp"];

    /// <summary>The only benchmark to run; null for all.</summary>
    public string? Name { get; init; }
    public int Runs { get; init; } = 3;
    public TimeSpan Measured { get; init; } = TimeSpan.FromSeconds(20);
    public TimeSpan WarmUp { get; init; } = TimeSpan.FromSeconds(5);
    public ulong Seed { get; init; } = 2026;

    /// <summary>Sales per second of the open loop; null for half of what was sustained before it.</summary>
    public int? Rate { get; init; }

    /// <summary>Also print which statements took the database's time.</summary>
    public bool Profile { get; init; }

    public bool Wants(string name) => Name is null || Name == name;

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
                "--profile" => arguments with { Profile = true },
                var name when Names.Contains(name) => arguments with { Name = name },
                var other => throw new FormatException(
                    $"bench does not know '{other}'. It knows: {string.Join(", ", Names)}, --runs N, --seconds S, --warm-up S, --seed N, --rate N, --profile."
                ),
            };
        return arguments;
    }

    static uint Number(IReadOnlyList<string> words, int index) =>
        index < words.Count && uint.TryParse(words[index], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new FormatException($"{words[index - 1]} needs a whole number above 0.");
}
