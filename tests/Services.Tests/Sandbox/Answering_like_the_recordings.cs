using System.Runtime.CompilerServices;
using System.Text.Json;

namespace AccountingSync.Services.Tests.Sandbox;

sealed class Answering_like_the_recordings : Running_sandbox
{
    static JsonElement Recorded(string name, int interaction = 0, [CallerFilePath] string here = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(here)!, "Recordings", name);
        return JsonDocument.Parse(File.ReadAllText(path)).RootElement[interaction].GetProperty("response");
    }

    /// <summary>Every property's path with the kind of its value; an entity's own name counts as any entity.</summary>
    static IEnumerable<string> Shape(JsonElement element, string path = "") =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element
                .EnumerateObject()
                .SelectMany(property =>
                    Shape(property.Value, $"{path}/{(property.Name is "Invoice" or "JournalEntry" or "Estimate" ? "Entity" : property.Name)}")
                )
                .Append(path),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(item => Shape(item, path + "[]")).Append(path + "[]").Distinct(),
            _ => [$"{path} {element.ValueKind}"],
        };

    static void SameShape(Reply reply, JsonElement recorded)
    {
        Assert.That(reply.Status, Is.EqualTo(recorded.GetProperty("status").GetInt32()));
        Assert.That(Shape(reply.Json), Is.EquivalentTo(Shape(recorded.GetProperty("body"))));
    }

    [Test]
    public async Task an_expired_token()
    {
        Server.Clock.Advance(TimeSpan.FromHours(2));

        SameShape(await Server.Company("account/1"), Recorded("error__401.json"));
    }

    [Test]
    public async Task an_unknown_property() =>
        SameShape(await Server.Company("journalentry", """{"BadJson":true}"""), Recorded("error__400_json.json"));

    [Test]
    public async Task a_delete()
    {
        var id = await Server.Add("A-1");

        SameShape(
            await Server.Company("journalentry?operation=delete", $$"""{"Id":"{{id}}","SyncToken":"0"}"""),
            Recorded("delete__invoice.json", interaction: 1)
        );
    }

    [Test]
    public async Task the_frame_of_a_change_list_and_of_its_objects()
    {
        await Server.Add("A-1");
        var ours = Shape((await Server.Company("cdc?entities=JournalEntry&changedSince=2026-03-10T00:00:00Z")).Json).ToHashSet();
        var recorded = Shape(Recorded("cdc__basic.json").GetProperty("body")).ToHashSet();

        // What is below an object differs by entity, except for what every object and every line has.
        string[] shared = ["domain", "sparse", "Id", "SyncToken", "MetaData", "DocNumber", "TxnDate", "CurrencyRef", "TotalAmt"];
        const string entity = "/CDCResponse[]/QueryResponse[]/Entity[]";
        bool Counts(string path) =>
            !path.StartsWith(entity + "/", StringComparison.Ordinal)
            || shared.Any(name => path[(entity.Length + 1)..].Split('/', ' ')[0] == name)
            || path.StartsWith(entity + "/Line[]/Amount", StringComparison.Ordinal);
        Assert.That(ours.Where(Counts), Is.EquivalentTo(recorded.Where(Counts)));
    }
}
