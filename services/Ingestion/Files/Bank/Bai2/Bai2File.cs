namespace AccountingSync.Ingestion.Files.Bank.Bai2;

/// <summary>BAI2: a file (01 … 99) of groups (02 … 98) of accounts (03 … 49) of details (16). Each of the three ends with a sum and with
/// the number of its lines; where one of them is wrong, nothing that it encloses is used.</summary>
static class Bai2File
{
    public static (IReadOnlyList<StatementResult> Statements, IReadOnlyList<string> Notes) Read(ReadOnlyMemory<byte> file)
    {
        var (text, note) = FileText.Decode(file.Span, declared: null);
        var records = new Bai2Cursor(Bai2Lines.Read(text));
        var header = records.Required("01");
        CheckHeader(header);
        var results = new List<StatementResult>();
        decimal sum = 0m;
        var groups = 0;
        while (records.Optional("02") is { } group)
        {
            var read = Bai2Group.Read(group, records);
            sum += read.Sum;
            groups++;
            results.AddRange(read.Results);
        }
        var trailer = records.Required("99");
        if (records.Lines is var lines && Bai2Trailer.Read(trailer, "groups").Breach(sum, groups, lines) is { } wrong)
            throw new BankShapeException(wrong);
        records.End();
        return results.Count > 0
            ? (results, note is null ? [] : [note])
            : throw header.Wrong("file", "no-statement", "The file holds no account (03). Ask the bank for the file again.");
    }

    static void CheckHeader(Bai2Record header)
    {
        var fields = new Bai2Fields(header);
        for (var i = 0; i < 7; i++) // Sender, receiver, date, time, number of the file, length of records and blocks.
            fields.Next();
        if (fields.Next() is var version && version != "2")
            throw header.Wrong("version", "version", $"The version is '{version}'; version 2 is read.");
    }
}
