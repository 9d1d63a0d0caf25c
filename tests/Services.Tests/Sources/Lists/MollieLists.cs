using System.Text.Json.Nodes;

namespace AccountingSync.Services.Tests.Sources.Lists;

/// <summary>Mollie's lists: two objects a page.</summary>
static class MollieLists
{
    /// <param name="name">The list that is not empty.</param>
    /// <param name="oldestFirst">Its objects.</param>
    public static string Answer(Uri address, string name, IReadOnlyList<string> oldestFirst)
    {
        var list = address.AbsolutePath.Split('/')[^1];
        var rows = list == name ? oldestFirst.Reverse().ToList() : [];
        var from = PlayedVendor.Query(address, "from");
        var skip = from is null ? 0 : rows.FindIndex(row => (string)JsonNode.Parse(row)!["id"]! == from);
        var next = skip + 2 < rows.Count ? (string?)JsonNode.Parse(rows[skip + 2])!["id"] : null;
        var link = next is null
            ? "null"
            : $$"""{"href":"https://api.mollie.com/v2/{{list}}?limit=250&from={{next}}","type":"application/hal+json"}""";
        var page = string.Join(',', rows.Skip(skip).Take(2));
        return $$$"""{"count":2,"_embedded":{"{{{list}}}":[{{{page}}}]},"_links":{"previous":null,"next":{{{link}}}}}""";
    }
}
