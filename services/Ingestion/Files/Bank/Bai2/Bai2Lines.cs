using System.Globalization;

namespace AccountingSync.Ingestion.Files.Bank.Bai2;

/// <summary>Cuts a file into records and puts continuations to what they continue.</summary>
static class Bai2Lines
{
    const int MaxRecords = 1_000_000;

    static readonly string[] Codes = ["01", "02", "03", "16", "49", "88", "98", "99"];

    public static IReadOnlyList<Bai2Record> Read(string text)
    {
        var records = new List<Bai2Record>();
        List<string> open = [];
        var number = 0;
        foreach (var whole in text.ReplaceLineEndings("\n").Split('\n'))
        {
            number++;
            var line = whole.Trim();
            if (line.Length == 0)
                continue;
            var code = line.Length >= 2 ? line[..2] : line;
            if (!Codes.Contains(code) || (line.Length > 2 && line[2] is not (',' or '/')))
                throw Wrong(
                    number,
                    "record-code",
                    $"A record begins with one of {string.Join(", ", Codes)} and a comma, not with '{BankTexts.Kept(line[..Math.Min(8, line.Length)])}'."
                );
            var rest = line.Length > 3 ? line[3..] : "";
            rest = rest.EndsWith('/') ? rest[..^1] : rest;
            if (code == "88")
            {
                if (records.Count == 0)
                    throw Wrong(number, "order", "A continuation (88) continues nothing.");
                open.Add(rest);
                continue;
            }
            if (records.Count == MaxRecords)
                throw Wrong(number, "too-large", $"More than {MaxRecords} records are not read. Ask the bank for fewer days in one file.");
            open = [rest];
            records.Add(new Bai2Record(code, open, number));
        }
        return records;
    }

    static BankShapeException Wrong(int line, string rule, string message) =>
        new(string.Create(CultureInfo.InvariantCulture, $"line {line}"), "record code", rule, message);
}
