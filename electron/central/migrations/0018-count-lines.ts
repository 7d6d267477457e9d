/** Lines of till and stock and shared open items count for a seat's volume of the day, as all it brings. Frozen. */
export const sql = `
CREATE TRIGGER count_row BEFORE INSERT ON zp.till_lines FOR EACH ROW EXECUTE FUNCTION zp.count_row();
CREATE TRIGGER count_row BEFORE INSERT ON zp.stock_moves FOR EACH ROW EXECUTE FUNCTION zp.count_row();
CREATE TRIGGER count_row BEFORE INSERT ON zp.open_items FOR EACH ROW EXECUTE FUNCTION zp.count_row();
`;
