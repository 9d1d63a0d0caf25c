using System.Text.Json;
using AccountingSync.CommandLine.Commands;

namespace AccountingSync.Integration.Tests.CommandLine;

public sealed class Listing_pulls
{
    [TestCase("""{"last":null}""", 0)]
    [TestCase("""{"last":{"state":"done","why":null}}""", 0)]
    [TestCase("""{"last":{"state":"running"}}""", 0)]
    [TestCase("""{"last":{"state":"failed","why":"The key is refused."}}""", 1)]
    [TestCase("""{"last":{"state":"interrupted","why":"Its window is closed."}}""", 1)]
    [TestCase("""{"last":{"state":"done","why":"The account was not told."}}""", 1)]
    public void ends_with_1_when_something_is_left_to_do(string pull, int code) =>
        Assert.That(PullCommands.CodeOf([JsonDocument.Parse(pull).RootElement]), Is.EqualTo(code));
}
